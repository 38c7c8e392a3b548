using TorchSharp.Modules;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Scales all gradients together so that their common norm is at most <paramref name="max_norm"/>.</summary>
            /// <returns>The norm before.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using var scope = NewDisposeScope();
                using var noGrad = no_grad();
                var gradients = tensors.Select(parameter => parameter.grad).OfType<Tensor>().ToArray();
                if (gradients.Length == 0) return 0;
                var norms = Aten._foreach_norm_Scalar.CallList(gradients, norm_type);
                var total = Aten.norm_Scalar.Call(Aten.stack.Call(norms), norm_type).item<double>();
                var factor = max_norm / (total + 1e-6);
                if (factor < 1) Aten._foreach_mul__Scalar.Run(gradients, factor);
                return total;
            }

            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                foreach (var parameter in tensors)
                {
                    using var gradient = parameter.grad;
                    gradient?.clamp_(-clip_value, clip_value);
                }
            }

            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                return scope.MoveToOuter(Aten.cat.Call(tensors.Select(parameter => parameter.view(-1)).ToArray(), 0));
            }

            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                using var noGrad = no_grad();
                long offset = 0;
                foreach (var parameter in tensors)
                {
                    using var part = vec.narrow(0, offset, parameter.numel());
                    using var shaped = part.view(parameter.shape);
                    parameter.copy_(shaped);
                    offset += parameter.numel();
                }
            }
        }
    }
}
