using T2L.Adapters;
using T2L.Adapters.Svf;

namespace T2L.Registry.Tests;

/// <summary>SVF experts with random numbers; the seed decides them, so equal seeds give equal bytes.</summary>
internal static class SampleExpert
{
    /// <summary>A decomposition on paper: one layer, gate and up [8, 4], down [4, 8].</summary>
    internal static DecompositionManifest Decomposition { get; } = new(
        "nano", Digest.Of("nano"u8), SvfTargets.Mlp, TensorDType.F32,
        SvfTargets.Mlp.Select(module => new SvfMatrix(new SvfMatrixName(0, module), module == "down_proj" ? 4 : 8, module == "down_proj" ? 8 : 4, Digest.Of("file"u8))));

    /// <summary>An expert of gate, up and down that fits a decomposition.</summary>
    internal static SvfExpert Of(DecompositionManifest decomposition, int seed = 1, string label = "")
    {
        var random = new Random(seed);
        var manifest = new SvfManifest
        {
            BaseModel = decomposition.BaseModel, BaseDigest = decomposition.BaseDigest, DecompositionDigest = decomposition.DigestFor(SvfTargets.Mlp),
            Label = label, Origin = new SvfOrigin("test", new Dictionary<string, string> { ["seed"] = $"{seed}" }),
        };
        return new SvfExpert(manifest, decomposition.MatricesOf(SvfTargets.Mlp).ToDictionary(
            matrix => matrix.Name.Value,
            matrix => TensorData.FromFloats([.. Enumerable.Range(0, (int)matrix.Rank).Select(_ => (random.NextSingle() * 4) - 2)], matrix.Rank)));
    }
}
