using T2L.Hypernetwork;
using static TorchSharp.torch;

namespace T2L.Training.Losses;

/// <summary>
/// Text-to-LoRA's loss of reconstruction training: the L1 distance of generated adapters from trained ones, of both factors or of
/// their scaled product.
/// </summary>
/// <param name="config">Which of the two, and the product's scale.</param>
/// <param name="statistics">Mean and standard deviation of the targets by module; null where targets are not standardised.</param>
internal sealed class ReconstructionLoss(HypernetworkConfig config, IReadOnlyDictionary<string, (LoraFactors Mean, LoraFactors Deviation)>? statistics)
{
    // Elements that are equal in all targets have no deviation.
    private const double DeviationFloor = 1e-10;

    /// <summary>The loss that training follows, a mean over modules; what an encoder adds is not in it.</summary>
    /// <param name="written">What the network's forward pass gave, by module.</param>
    /// <param name="targets">The trained factors in the same shapes: A [n, layers, r, in], B [n, layers, out, r].</param>
    /// <returns>A scalar.</returns>
    public Tensor Of(IReadOnlyDictionary<string, LoraFactors> written, IReadOnlyDictionary<string, LoraFactors> targets) =>
        Mean(module => config.Factorized
            ? Distance(written[module], Standardized(module, targets[module]))
            : (Product(written[module]) - config.DeltaWeightScaling * Product(targets[module])).abs().mean());

    /// <summary>The same distance at the scale of real adapters, to be logged.</summary>
    /// <param name="written">As for <see cref="Of"/>.</param>
    /// <param name="targets">As for <see cref="Of"/>.</param>
    /// <returns>A scalar.</returns>
    public Tensor Unnormalized(IReadOnlyDictionary<string, LoraFactors> written, IReadOnlyDictionary<string, LoraFactors> targets) =>
        config.Factorized
            ? Mean(module => Distance(Restored(module, written[module]), targets[module]))
            : Of(written, targets) / config.DeltaWeightScaling;

    private Tensor Mean(Func<string, Tensor> loss) => stack([.. config.Modules.Select(module => loss(module.Name))]).mean();

    private static Tensor Distance(LoraFactors left, LoraFactors right) =>
        ((left.A - right.A).abs().mean() + (left.B - right.B).abs().mean()) / 2;

    private static Tensor Product(LoraFactors factors) => factors.B.matmul(factors.A); // [n, layers, out, in]

    private LoraFactors Standardized(string module, LoraFactors raw) =>
        statistics is null
            ? raw
            : new LoraFactors(
                (raw.A - statistics[module].Mean.A) / (statistics[module].Deviation.A + DeviationFloor),
                (raw.B - statistics[module].Mean.B) / (statistics[module].Deviation.B + DeviationFloor));

    private LoraFactors Restored(string module, LoraFactors standardized) =>
        statistics is null
            ? standardized
            : new LoraFactors(
                standardized.A * (statistics[module].Deviation.A + DeviationFloor) + statistics[module].Mean.A,
                standardized.B * (statistics[module].Deviation.B + DeviationFloor) + statistics[module].Mean.B);
}
