using T2L.Benchmarks.Probes;
using T2L.Hypernetwork;

namespace T2L.Benchmarks.Hypernetwork;

/// <summary>What generating cannot do without: every weight read once, every number of the adapters written once, every product computed.</summary>
/// <param name="Operations">For one description; a multiply-add is two.</param>
/// <param name="WeightBytes">Once, however many descriptions.</param>
/// <param name="AdapterBytes">For one description.</param>
internal sealed record HypernetworkFloor(double Operations, double WeightBytes, double AdapterBytes)
{
    public static HypernetworkFloor Of(HypernetworkConfig config) =>
        new(TrunkOperations(config) + HeadOperations(config), config.ParameterCount * sizeof(float), config.AdapterParameters * sizeof(float));

    /// <summary>Milliseconds for one of n descriptions that are generated together.</summary>
    public double Milliseconds(int descriptions, Peak peak) =>
        1000 * peak.Seconds(WeightBytes / descriptions + AdapterBytes, Operations);

    // Only the columns that are kept: a shared head of v_proj has 4096 and B needs 1024.
    private static double HeadOperations(HypernetworkConfig config) => 2.0 * config.AdapterParameters * config.HeadInputSize;

    private static double TrunkOperations(HypernetworkConfig config)
    {
        double d = config.TrunkSize, block = 2 * d * 4 * d, head = d * 4 * d + 4 * d * config.HeadInputSize;
        double rows = (double)config.Layers * config.Modules.Count, r = config.Rank;
        // mixer and mlp1 a row; mlp2 and mlp3 for every row that the variant makes of it.
        var perRow = config.Variant switch
        {
            HeadVariant.L => 2 * block + block + head,
            HeadVariant.M => 2 * block + 2 * (block + head),
            HeadVariant.S => 2 * block + 2 * (block + r * (block + head)),
            _ => 2 * block + r * (block + head),
        };
        return 2 * (rows * perRow + (double)config.TaskEmbeddingSize * config.EncodedTaskSize);
    }
}
