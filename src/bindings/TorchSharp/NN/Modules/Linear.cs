using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>y = x Wᵀ + b.</summary>
    public sealed class Linear : nn.Module<Tensor, Tensor>
    {
        internal Linear(Parameter weight, Parameter? bias) : base(nameof(Linear))
        {
            this.weight = weight;
            this.bias = bias;
            (out_features, in_features) = (weight.size(0), weight.size(1));
        }

        /// <summary>Shape [out_features, in_features].</summary>
        public Parameter weight
        {
            get => get_parameter(nameof(weight))!;
            set => ReplaceParameter(nameof(weight), value);
        }

        /// <summary>Shape [out_features]; null when the layer has none.</summary>
        public Parameter? bias
        {
            get => get_parameter(nameof(bias));
            set => ReplaceParameter(nameof(bias), value);
        }

        public long in_features { get; set; }

        public long out_features { get; set; }

        public override Tensor forward(Tensor tensor) => nn.functional.linear(tensor, weight, bias);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Weights and bias are uniform within ±1/√inputSize, as in PyTorch.</summary>
            public static Modules.Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null)
            {
                var bound = inputSize > 0 ? 1 / Math.Sqrt(inputSize) : 0;
                var weight = init.uniform_(empty(outputSize, inputSize, dtype, device), -bound, bound);
                var bias = hasBias ? init.uniform_(empty(outputSize, dtype, device), -bound, bound) : null;
                return new(Parameter(weight), bias is null ? null : Parameter(bias));
            }

            public static Modules.Linear Linear(Modules.Parameter weight, Modules.Parameter? bias = null) => new(weight, bias);

            public static Modules.Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}
