using T2L.Adapters.Lora;

namespace T2L.Adapters.Tests.Export;

/// <summary>Small adapters and what they compute.</summary>
internal static class Adapters
{
    public static LoraConfig Config(int rank = 4, bool rsLora = false) =>
        new() { Rank = rank, Alpha = 12, UseRsLora = rsLora, TargetModules = ["q_proj", "k_proj", "v_proj"], BaseModel = "tiny" };

    /// <summary>Two layers of q, k and v with seeded numbers; ranks as the configuration gives them.</summary>
    public static LoraAdapter Of(LoraConfig config, TensorDType dtype = TensorDType.F32)
    {
        var random = new Random(7);
        var modules = new Dictionary<string, LoraWeights>();
        for (var layer = 0; layer < 2; layer++)
        {
            foreach (var (name, rows) in new[] { ("q_proj", 16), ("k_proj", 8), ("v_proj", 8) })
            {
                var path = $"model.layers.{layer}.self_attn.{name}";
                var rank = config.RankFor(path);
                modules[path] = new LoraWeights(Numbers(random, dtype, rank, 6), Numbers(random, dtype, rows, rank));
            }
        }

        return new LoraAdapter(config, modules);
    }

    /// <summary>scaling · B·A in double precision, [out, in].</summary>
    public static double[] DeltaWeight(LoraAdapter adapter, string path)
    {
        var weights = adapter.Modules[path];
        var (a, b) = (weights.A.ToFloats(), weights.B.ToFloats());
        var (rank, columns, rows) = ((int)weights.A.Shape[0], (int)weights.A.Shape[1], (int)weights.B.Shape[0]);
        var scaling = adapter.Config.ScalingFor(path);
        var delta = new double[rows * columns];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                for (var k = 0; k < rank; k++)
                    delta[(row * columns) + column] += scaling * b[(row * rank) + k] * a[(k * columns) + column];
        return delta;
    }

    /// <summary>Asserts that two adapters change every layer alike, to 1e-6 of the largest change.</summary>
    public static void AreAlike(LoraAdapter expected, LoraAdapter actual)
    {
        Assert.Equal(expected.Modules.Keys, actual.Modules.Keys);
        foreach (var path in expected.Modules.Keys)
        {
            var (wanted, got) = (DeltaWeight(expected, path), DeltaWeight(actual, path));
            var largest = wanted.Max(Math.Abs);
            Assert.True(wanted.Zip(got, (x, y) => Math.Abs(x - y)).Max() <= 1e-6 * largest, path);
        }
    }

    private static TensorData Numbers(Random random, TensorDType dtype, int rows, int columns) =>
        TensorData.FromFloats([.. Enumerable.Range(0, rows * columns).Select(_ => (float)(random.NextDouble() - 0.5))], rows, columns).To(dtype);
}
