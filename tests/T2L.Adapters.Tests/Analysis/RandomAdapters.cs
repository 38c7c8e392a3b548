using System.Text;
using T2L.Adapters.Lora;
using T2L.Adapters.Svf;

namespace T2L.Adapters.Tests.Analysis;

/// <summary>Adapters of random numbers; the seed decides them.</summary>
internal static class RandomAdapters
{
    internal static LoraAdapter Lora(int seed, int rank, int rows, int columns, double alpha = 6)
    {
        var random = new Random(seed);
        return new LoraAdapter(
            new LoraConfig { Rank = rank, Alpha = alpha, TargetModules = ["q_proj", "v_proj"] },
            new[] { "model.layers.0.self_attn.q_proj", "model.layers.0.self_attn.v_proj" }.ToDictionary(
                path => path, _ => new LoraWeights(Tensor(random, rank, columns), Tensor(random, rows, rank))));
    }

    internal static SvfExpert Expert(int seed, string decomposition = "d")
    {
        var manifest = new SvfManifest
        {
            BaseModel = "nano", BaseDigest = Digest.Of("b"u8), DecompositionDigest = Digest.Of(Encoding.UTF8.GetBytes(decomposition)),
            Origin = new SvfOrigin("test", new Dictionary<string, string>()), Targets = ["gate_proj"],
        };
        return new SvfExpert(manifest, new Dictionary<string, TensorData> { ["model.layers.0.mlp.gate_proj.weight"] = Tensor(new Random(seed), 6) });
    }

    private static TensorData Tensor(Random random, params long[] shape) =>
        TensorData.FromFloats([.. Enumerable.Range(0, (int)shape.Aggregate(1L, (x, y) => x * y)).Select(_ => (random.NextSingle() * 2) - 1)], shape);
}
