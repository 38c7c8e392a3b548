using System.Globalization;
using T2L.Adapters;
using T2L.Adapters.Analysis;
using T2L.Adapters.Lora;
using T2L.Hypernetwork;
using T2L.Registry.Quality;

namespace T2L.Worker.Quality;

/// <summary>
/// How strong the adapters are that a hypernetwork writes for the tasks it was trained on, matrix by matrix: the median of ln ‖ΔW‖ and its deviation, from the median of the
/// distances to it. An adapter that is far from all of them was written from a description that led the network astray.
/// </summary>
/// <remarks>Medians, so that one odd task does not widen what is let pass; logarithms, so that half and double are equally far.</remarks>
internal sealed class NormReference
{
    /// <summary>Fewer tasks tell no distribution.</summary>
    public const int FewestTasks = 8;

    private const int MostTasks = 64;
    private const int AtOnce = 8;

    // 1.4826 makes the median distance of a normal distribution its standard deviation.
    private const double Normal = 1.4826;

    // Networks that write much the same for all tasks would let nothing else pass: a tenth of the logarithm is 10 % of the norm.
    private const double LeastDeviation = 0.1;

    private readonly Dictionary<string, (double Median, double Deviation)> _modules;

    private NormReference(Dictionary<string, (double Median, double Deviation)> modules) => _modules = modules;

    /// <summary>The reference of some adapters; null where they are too few.</summary>
    public static NormReference? Of(IReadOnlyCollection<LoraAdapter> adapters) => adapters.Count < FewestTasks ? null : Of(adapters.SelectMany(Logarithms));

    /// <summary>The reference of a hypernetwork: it writes adapters for up to 64 of its training tasks, a few at a time. Null where it knows too few.</summary>
    public static NormReference? Of(LoraGenerator generator)
    {
        if (generator.KnownTasks is not { } known || known.Names.Count < FewestTasks)
            return null;
        var (width, rows) = ((int)known.Embeddings.Shape[1], known.Embeddings.ToFloats());
        var taken = Math.Min(MostTasks, known.Names.Count);
        var norms = new List<(string, double)>();
        var buffers = new AdapterBuffers();
        foreach (var some in Enumerable.Range(0, taken).Select(i => (int)((long)i * known.Names.Count / taken)).Chunk(AtOnce))
        {
            var embeddings = TensorData.FromFloats([.. some.SelectMany(task => Scaled(rows.AsSpan(task * width, width)))], some.Length, width);
            norms.AddRange(generator.Generate(embeddings, buffers).SelectMany(Logarithms));
        }
        return Of(norms);
    }

    /// <summary>How far an adapter is from them: the largest distance of a matrix, in deviations.</summary>
    public QualityCheck Check(LoraAdapter adapter, double limit)
    {
        var farthest = new Distance("", 0, 0, 0);
        foreach (var (path, logarithm) in Logarithms(adapter))
        {
            if (_modules.TryGetValue(path, out var usual) && Math.Abs(logarithm - usual.Median) / usual.Deviation is var distance && distance >= farthest.Deviations)
                farthest = new Distance(path, Math.Exp(logarithm), Math.Exp(usual.Median), distance);
        }

        return new QualityCheck(QualityCheck.NormOutlier, farthest.Deviations <= limit, Math.Round(farthest.Deviations, 3), limit, string.Create(CultureInfo.InvariantCulture,
            $"The change of {farthest.Path} has norm {farthest.Norm:g4}, {farthest.Deviations:f1} deviations from the median {farthest.Median:g4} for the hypernetwork's training tasks; at most {limit:g4} are let pass (Generation:MaxNormDeviations)."));
    }

    private static NormReference Of(IEnumerable<(string Path, double Logarithm)> norms) => new(norms.GroupBy(norm => norm.Path, norm => norm.Logarithm).ToDictionary(module => module.Key, module =>
    {
        var median = Median(module);
        return (median, Math.Max(LeastDeviation, Normal * Median(module.Select(norm => Math.Abs(norm - median)))));
    }));

    // No change at all is the smallest there can be, not infinitely far.
    private static IEnumerable<(string Path, double Logarithm)> Logarithms(LoraAdapter adapter) =>
        AdapterSpectrum.Of(new AnyAdapter(adapter)).Modules.Select(module => (module.Place.Path, Math.Log(Math.Max(module.Norm, 1e-12))));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    // Known tasks are kept at any length; the network reads embeddings of norm √E.
    private static float[] Scaled(ReadOnlySpan<float> embedding)
    {
        var square = 0.0;
        foreach (var x in embedding)
            square += (double)x * x;
        var factor = (float)Math.Sqrt(embedding.Length / square);
        var scaled = embedding.ToArray();
        for (var i = 0; i < scaled.Length; i++)
            scaled[i] *= factor;
        return scaled;
    }

    private readonly record struct Distance(string Path, double Norm, double Median, double Deviations);
}
