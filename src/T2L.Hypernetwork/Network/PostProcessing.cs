using static TorchSharp.torch;

namespace T2L.Hypernetwork.Network;

/// <summary>What happens to A and B behind the heads: offset, target statistics, product scaling.</summary>
internal sealed class PostProcessing(HypernetworkConfig config, FactorTables offset, FactorTables mean, FactorTables deviation)
{
    private const double StandardDeviationFloor = 1e-10;

    /// <summary>The part that training sees too: for SFT the offset is added, for reconstruction nothing happens.</summary>
    public LoraFactors WhileTraining(string module, LoraFactors factors) =>
        config.TrainingTask == TrainingTask.Sft
            ? new LoraFactors(factors.A + offset.A(module), factors.B + offset.B(module))
            : factors;

    /// <summary>The rest, for generation: brings reconstructed factors back to the scale of real ones.</summary>
    public LoraFactors WhenGenerating(string module, LoraFactors factors)
    {
        if (config.TrainingTask == TrainingTask.Sft)
            return factors;
        using var scope = NewDisposeScope();
        var (a, b) = config.Factorized
            ? (Restore(factors.A, mean.A(module), deviation.A(module)) + offset.A(module),
               Restore(factors.B, mean.B(module), deviation.B(module)) + offset.B(module))
            : (factors.A / Math.Sqrt(config.DeltaWeightScaling), factors.B / Math.Sqrt(config.DeltaWeightScaling));
        return new LoraFactors(a.MoveToOuterDisposeScope(), b.MoveToOuterDisposeScope());
    }

    private Tensor Restore(Tensor value, Tensor center, Tensor spread) =>
        config.TargetNormalization ? value * (spread + StandardDeviationFloor) + center : value;
}
