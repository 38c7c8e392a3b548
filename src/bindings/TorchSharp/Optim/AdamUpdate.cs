using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>One step of Adam or AdamW over a group of parameters, as PyTorch computes it.</summary>
/// <param name="LearningRate">The step size before bias correction.</param>
/// <param name="Beta1">Decay of the first moment.</param>
/// <param name="Beta2">Decay of the second moment.</param>
/// <param name="Epsilon">Added to the root of the second moment.</param>
/// <param name="WeightDecay">Strength of the pull towards zero.</param>
/// <param name="Decoupled">AdamW: decay shrinks the parameter itself; Adam: it is added to the gradient.</param>
/// <param name="Amsgrad">Divide by the largest second moment seen.</param>
/// <param name="Maximize">Climb instead of descend.</param>
internal sealed record AdamUpdate(double LearningRate, double Beta1, double Beta2, double Epsilon, double WeightDecay, bool Decoupled, bool Amsgrad, bool Maximize)
{
    public static void Apply(AdamUpdate update, IEnumerable<Parameter> parameters, Func<Parameter, AdamMoments> moments)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        // Operators over lists save a call for each parameter; those in a list must be at the same step.
        foreach (var group in parameters.Select(parameter => (Value: parameter, Gradient: parameter.grad, Moments: moments(parameter)))
                     .Where(entry => entry.Gradient is not null)
                     .GroupBy(entry => entry.Moments.Step))
        {
            var entries = group.ToArray();
            foreach (var entry in entries) entry.Moments.Step++;
            update.Step(
                group.Key + 1,
                [.. entries.Select(entry => (Tensor)entry.Value)],
                [.. entries.Select(entry => entry.Gradient!)],
                [.. entries.Select(entry => entry.Moments.First!)],
                [.. entries.Select(entry => entry.Moments.Second!)],
                update.Amsgrad ? [.. entries.Select(entry => entry.Moments.MaximalSecond!)] : null);
        }
    }

    private void Step(long step, Tensor[] values, Tensor[] gradients, Tensor[] first, Tensor[] second, Tensor[]? largest)
    {
        if (largest is null && StepInOnePass(step, values, gradients, first, second)) return;
        StepByOperators(step, values, gradients, first, second, largest);
    }

    /// <summary>The kernel of the native library, for plain float32 memory on the CPU; false where it does not apply.</summary>
    internal unsafe bool StepInOnePass(long step, Tensor[] values, Tensor[] gradients, Tensor[] first, Tensor[] second)
    {
        var options = stackalloc double[] { LearningRate, Beta1, Beta2, Epsilon, WeightDecay, step, Decoupled ? 1 : 0, Maximize ? 1 : 0 };
        int done;
        fixed (nint* value = Handles(values), gradient = Handles(gradients), mean = Handles(first), square = Handles(second))
            done = NativeMethods.t2l_adam(value, gradient, mean, square, values.Length, options);
        NativeError.Check(done, "adam");
        GC.KeepAlive((values, gradients, first, second));
        return done == 1;
    }

    internal void StepByOperators(long step, Tensor[] values, Tensor[] gradients, Tensor[] first, Tensor[] second, Tensor[]? largest)
    {
        if (Maximize) gradients = Aten._foreach_neg.CallList(gradients);
        if (WeightDecay != 0)
        {
            if (Decoupled) Aten._foreach_mul__Scalar.Run(values, 1 - LearningRate * WeightDecay);
            else gradients = Aten._foreach_add_List.CallList(gradients, values, WeightDecay);
        }
        Aten._foreach_mul__Scalar.Run(first, Beta1);
        Aten._foreach_add__List.Run(first, gradients, 1 - Beta1);
        Aten._foreach_mul__Scalar.Run(second, Beta2);
        Aten._foreach_addcmul__Scalar.Run(second, gradients, gradients, 1 - Beta2);
        if (largest is not null)
            for (var i = 0; i < largest.Length; i++)
                largest[i].copy_(largest[i].maximum(second[i]));
        var denominators = Aten._foreach_sqrt.CallList(largest ?? second);
        Aten._foreach_div__Scalar.Run(denominators, Math.Sqrt(1 - Math.Pow(Beta2, step)));
        Aten._foreach_add__Scalar.Run(denominators, Epsilon);
        Aten._foreach_addcdiv__Scalar.Run(values, first, denominators, -LearningRate / (1 - Math.Pow(Beta1, step)));
    }

    private static nint[] Handles(Tensor[] tensors) => Array.ConvertAll(tensors, tensor => tensor.Handle);
}
