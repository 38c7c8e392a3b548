using System.Runtime.InteropServices;
using T2L.Adapters;
using T2L.Adapters.Lora;

namespace T2L.Hypernetwork.Tests;

/// <summary>Networks small enough for a test, and random numbers for them.</summary>
internal static class SmallNetworks
{
    public static HypernetworkConfig Config(
        HeadVariant variant = HeadVariant.L, bool learnablePositions = false, TaskEncoderKind encoder = TaskEncoderKind.Linear,
        TrainingTask task = TrainingTask.Sft, int rank = 3) => new()
    {
        TaskEmbeddingSize = 10,
        LatentSize = encoder == TaskEncoderKind.Discrete ? 128 : 12,
        HeadInputSize = 9,
        Layers = 3,
        // One module writes more than it reads, so that the shared heads' widths come from either side.
        Modules = [new("q_proj", 16, 12), new("v_proj", 7, 20)],
        Variant = variant,
        LearnablePositions = learnablePositions,
        HeadBias = true,
        Encoder = encoder,
        TrainingTask = task,
        Factorized = true,
        Lora = new LoraConfig { Rank = rank, Alpha = 6, TargetModules = ["q_proj", "v_proj"], BaseModel = "tiny" },
    };

    public static IEnumerable<HypernetworkConfig> AllVariants() =>
    [
        Config(HeadVariant.L), Config(HeadVariant.M), Config(HeadVariant.S), Config(HeadVariant.S, learnablePositions: true),
        Config(HeadVariant.Split), Config(HeadVariant.Split, learnablePositions: true),
    ];

    public static HypernetworkCheckpoint Random(HypernetworkConfig config, int seed = 1, bool constants = true)
    {
        var random = new Random(seed);
        var state = new OrderedDictionary<string, TensorData>(StringComparer.Ordinal);
        foreach (var tensor in StateLayout.Of(config).Where(t => constants || t.Kind != StateKind.Constant))
            state.Add(tensor.Name, Numbers(random, tensor.Shape, Scale(tensor)));
        return new HypernetworkCheckpoint(config, state);
    }

    // Matrices at the scale of trained ones: results stay near 1, and 1e-5 is a matter of rounding only.
    private static float Scale(StateTensor tensor) => tensor.Shape.Length == 2 ? 2 / MathF.Sqrt(tensor.Shape[1]) : 1;

    public static TensorData Embeddings(HypernetworkConfig config, int count, int seed = 2) =>
        Numbers(new Random(seed), [count, config.TaskEmbeddingSize], scale: 2);

    public static TensorData Numbers(Random random, long[] shape, float scale = 1)
    {
        var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        for (var i = 0; i < values.Length; i++)
            values[i] = (random.NextSingle() * 2 - 1) * scale;
        return new TensorData(TensorDType.F32, shape, MemoryMarshal.AsBytes<float>(values).ToArray());
    }
}
