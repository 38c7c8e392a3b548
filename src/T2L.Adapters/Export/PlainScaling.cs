using System.Globalization;
using T2L.Adapters.Lora;

namespace T2L.Adapters.Export;

/// <summary>Rewrites an adapter so that one rank and one plain alpha / r hold for every module, with the rest of the scale inside B.</summary>
internal static class PlainScaling
{
    /// <summary>(alpha / rank) · B'·A' is scaling · B·A of the original for every module, each number of B' rounded once.</summary>
    /// <param name="adapter">The adapter.</param>
    /// <param name="rank">Rank of every module afterwards, at least the largest one now; the factors are filled up with zeros.</param>
    /// <param name="changes">Takes a sentence for everything that changes.</param>
    public static LoraAdapter Fold(LoraAdapter adapter, int rank, List<string> changes)
    {
        var config = adapter.Config;
        var alpha = config.Alpha == 0 ? rank : config.Alpha;
        var modules = new OrderedDictionary<string, LoraWeights>(StringComparer.Ordinal);
        foreach (var (path, weights) in adapter.Modules)
            modules.Add(path, Scale(path, weights, config.ScalingFor(path) * rank / alpha, rank));
        Describe(adapter, modules, rank, alpha, changes);
        return new LoraAdapter(config with { Rank = rank, Alpha = alpha, UseRsLora = false, RankPattern = [], AlphaPattern = [] }, modules);
    }

    private static LoraWeights Scale(string path, LoraWeights weights, double factor, int rank)
    {
        if (factor == 1 && weights.A.Shape[0] == rank)
            return weights;
        var (inFeatures, outFeatures, own) = ((int)weights.A.Shape[1], (int)weights.B.Shape[0], (int)weights.A.Shape[0]);
        var a = Allocate(path, rank, inFeatures); // [rank, in]
        weights.A.ToFloats().CopyTo(a, 0);
        var source = weights.B.ToFloats(); // [out, own]
        var b = Allocate(path, outFeatures, rank); // [out, rank]
        for (var row = 0; row < outFeatures; row++)
        {
            for (var column = 0; column < own; column++)
            {
                var value = (float)(source[(row * own) + column] * factor);
                b[(row * rank) + column] = float.IsFinite(value) ? value : throw TooLarge(path, factor);
            }
        }

        return new LoraWeights(TensorData.FromFloats(a, rank, inFeatures), TensorData.FromFloats(b, outFeatures, rank));
    }

    private static float[] Allocate(string path, int rows, int columns) =>
        (long)rows * columns * sizeof(float) <= Array.MaxLength
            ? new float[rows * columns]
            : throw new AdapterFormatException(AdapterFormatError.FileTooLarge,
                $"'{path}' would have {(long)rows * columns} numbers at rank {rows}; that is more than is written as one tensor.", tensor: path);

    private static AdapterFormatException TooLarge(string path, double factor) =>
        new(AdapterFormatError.NotFinite,
            $"lora_B of '{path}' times {Show(factor)} is more than float32 holds; the scale cannot be folded into it.", tensor: LoraTensorNames.OfB(path));

    private static void Describe(
        LoraAdapter before, OrderedDictionary<string, LoraWeights> after, int rank, double alpha, List<string> changes)
    {
        var config = before.Config;
        var factors = before.Modules.Keys.Select(path => config.ScalingFor(path) * rank / alpha).Distinct().Order().ToArray();
        var range = factors.Length == 1 ? Show(factors[0]) : $"{Show(factors[0])} to {Show(factors[^1])}";
        changes.Add($"The scale is folded: lora_B times {range}, so that plain lora_alpha / r = {Show(alpha)} / {rank} gives the same ΔW.");
        var ranks = before.Modules.Values.Select(weights => weights.A.Shape[0]).Distinct().Order().ToArray();
        if (ranks.Length > 1 || ranks[0] != rank)
            changes.Add($"Ranks {string.Join(", ", ranks)} are filled up with zeros to rank {rank}.");
        var narrow = before.Modules.Where(m => m.Value.A.DType != after[m.Key].A.DType).Select(m => m.Value.A.DType.SafetensorsName()).Distinct().ToArray();
        if (narrow.Length > 0)
            changes.Add($"Numbers stored as {string.Join(", ", narrow)} are F32 now, so that folding rounds nothing more; --dtype says otherwise.");
    }

    private static string Show(double value) => value.ToString("G9", CultureInfo.InvariantCulture);
}
