using T2L.Embedding.Nano;

namespace T2L.Embedding.Tests.Nano;

/// <summary>What the graph of an n-gram encoder computes, computed plainly.</summary>
internal static class PlainNgrams
{
    /// <summary>The same weights as a file with float16 vectors holds them.</summary>
    public static NgramEncoderWeights RoundedToHalf(this NgramEncoderWeights weights) => new(
        weights.Features, weights.Size, Array.ConvertAll(weights.Unigrams, v => (float)(Half)v), Array.ConvertAll(weights.Hashed, v => (float)(Half)v), weights.LogWeights);

    /// <summary>The vector of a text; zeros where it has no feature.</summary>
    public static float[] TextVector(this NgramEncoderWeights weights, IReadOnlyList<int> ids)
    {
        var (size, tokens) = (weights.Size, weights.Features.VocabularySize);
        var rows = weights.Features.Extract(ids);
        var sums = new double[size];
        foreach (var row in rows)
        {
            var weight = Math.Exp(weights.LogWeights[row]);
            var vector = row < tokens ? weights.Unigrams.AsSpan(row * size, size) : weights.Hashed.AsSpan((row - tokens) * size, size);
            for (var i = 0; i < size; i++)
                sums[i] += weight * vector[i];
        }
        var scale = 1 / Math.Sqrt(Math.Max(1, rows.Length));
        return Array.ConvertAll(sums, s => (float)(s * scale));
    }
}
