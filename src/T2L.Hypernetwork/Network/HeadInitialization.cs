using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Hypernetwork.Network;

/// <summary>How heads start. For SFT the weight is zero and the bias alone makes the first A: that of a freshly initialised LoRA.</summary>
/// <remarks>
/// PEFT draws A from U(−1/√in, 1/√in) and sets B to zero. The scales make the variance right where a head writes A and B
/// alike (1/√2) or one rank at a time (1/√r); there B starts at the same values as A.
/// </remarks>
internal static class HeadInitialization
{
    public static void Apply(HypernetworkConfig config, TargetModule module, Linear head)
    {
        if (config.TrainingTask != TrainingTask.Sft)
            return;
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        head.weight!.zero_();
        if (!config.HeadBias)
            return;
        var bound = Scale(config) / Math.Sqrt(module.InFeatures);
        head.bias!.uniform_(-bound, bound);
        if (config.Variant == HeadVariant.L)
            head.bias!.narrow(0, (long)config.Rank * module.InFeatures, (long)config.Rank * module.OutFeatures).zero_();
    }

    private static double Scale(HypernetworkConfig config) => config.Variant switch
    {
        HeadVariant.L => 1,
        HeadVariant.M => 1 / Math.Sqrt(2),
        HeadVariant.S => 1 / Math.Sqrt(2 * config.Rank),
        _ => 1 / Math.Sqrt(config.Rank),
    };
}
