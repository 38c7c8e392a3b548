using T2L.Adapters;
using T2L.Adapters.Origin;

namespace T2L.Hypernetwork.Tasks;

/// <summary>The tasks a hypernetwork was trained on: a name and a mean embedding each, and how far wordings that training never met lie from them.</summary>
public sealed class KnownTasks
{
    private readonly float[] _directions; // [tasks, E], unit length

    /// <summary>Makes the list.</summary>
    /// <param name="names">Name of each task; at least one.</param>
    /// <param name="embeddings">Mean embedding of each task, shape [tasks, E], float32; the length of a row does not matter.</param>
    /// <param name="quantiles">Distances to the nearest task that a share of unseen wordings stays under, 0.95 among them; empty where there were no such wordings.</param>
    /// <exception cref="ArgumentException">Names and embeddings do not go together, a row is zero or not finite, or there are quantiles, but not 0.95.</exception>
    public KnownTasks(IReadOnlyList<string> names, TensorData embeddings, IReadOnlyDictionary<double, double> quantiles)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(embeddings);
        ArgumentNullException.ThrowIfNull(quantiles);
        if (embeddings.DType != TensorDType.F32 || embeddings.Shape.Count != 2 || embeddings.Shape[0] != names.Count || names.Count == 0)
            throw new ArgumentException($"There are {names.Count} task names and embeddings {embeddings}; expected F32 [{Math.Max(1, names.Count)}, E].", nameof(embeddings));
        if (quantiles.Count > 0 && !quantiles.ContainsKey(ThresholdQuantile))
            throw new ArgumentException($"The quantiles lack {ThresholdQuantile}, which is the threshold.", nameof(quantiles));
        (Names, Embeddings, Quantiles) = (names, embeddings, quantiles);
        _directions = Directions(embeddings);
    }

    /// <summary>The share of unseen wordings of training tasks that the threshold lets pass: 0.95.</summary>
    public static double ThresholdQuantile => 0.95;

    /// <summary>Names of the tasks.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Mean embeddings, shape [tasks, E], float32.</summary>
    public TensorData Embeddings { get; }

    /// <summary>Distance to the nearest task by share of unseen wordings that stay under it.</summary>
    public IReadOnlyDictionary<double, double> Quantiles { get; }

    /// <summary>The distance from which a description counts as new ground; null where no task had wordings that training never met.</summary>
    public double? Threshold => Quantiles.TryGetValue(ThresholdQuantile, out var distance) ? distance : null;

    /// <summary>How new a description is.</summary>
    /// <param name="embedding">Its embedding, shape [E].</param>
    /// <param name="nearest">How many of the nearest tasks to name.</param>
    /// <returns>Score, threshold and the nearest tasks.</returns>
    public Novelty NoveltyOf(ReadOnlySpan<float> embedding, int nearest = 3)
    {
        var similarities = Similarities(embedding);
        var order = Enumerable.Range(0, Names.Count).OrderByDescending(task => similarities[task]).Take(Math.Max(1, nearest)).ToArray();
        var score = Rounded(1 - similarities[order[0]]);
        return new Novelty(score, Threshold is { } threshold ? Rounded(threshold) : null, score > Threshold, [.. order.Select(task => new NearTask(Names[task], Rounded(similarities[task])))]);
    }

    /// <summary>Distances of descriptions to their nearest task, 1 − cosine.</summary>
    /// <param name="embeddings">Shape [n, E], row-major.</param>
    /// <returns>n distances.</returns>
    public double[] Distances(ReadOnlySpan<float> embeddings)
    {
        var width = (int)Embeddings.Shape[1];
        var distances = new double[embeddings.Length / width];
        for (var row = 0; row < distances.Length; row++)
            distances[row] = 1 - Similarities(embeddings.Slice(row * width, width)).Max();
        return distances;
    }

    private double[] Similarities(ReadOnlySpan<float> embedding)
    {
        var width = (int)Embeddings.Shape[1];
        if (embedding.Length != width)
            throw new ArgumentException($"The embedding has {embedding.Length} numbers; the training tasks' have {width}.", nameof(embedding));
        var length = Math.Max(Math.Sqrt(Dot(embedding, embedding)), float.Epsilon);
        var similarities = new double[Names.Count];
        for (var task = 0; task < similarities.Length; task++)
            similarities[task] = Dot(embedding, _directions.AsSpan(task * width, width)) / length;
        return similarities;
    }

    private static float[] Directions(TensorData embeddings)
    {
        var width = (int)embeddings.Shape[1];
        var rows = embeddings.ToFloats();
        for (var at = 0; at < rows.Length; at += width)
        {
            var row = rows.AsSpan(at, width);
            var length = (float)Math.Sqrt(Dot(row, row));
            if (!float.IsFinite(length) || length == 0)
                throw new ArgumentException($"Embedding {at / width} has length {length}; expected a finite one above 0.", nameof(embeddings));
            for (var i = 0; i < width; i++)
                row[i] /= length;
        }

        return rows;
    }

    private static double Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
            sum += (double)left[i] * right[i];
        return sum;
    }

    // Four digits are all that means something, and text that people read stays short.
    private static double Rounded(double value) => Math.Round(value, 4);
}
