using T2L.Embedding;
using T2L.Embedding.Nano;
using T2L.Tokenizers;
using static TorchSharp.torch;

namespace T2L.Training.Recipes;

/// <summary>N-gram features of several texts, padded to one length.</summary>
/// <param name="Features">Feature ids, 0 where there is none, shape [B, F].</param>
/// <param name="Mask">1 for a feature, 0 for padding, shape [B, F].</param>
internal sealed record FeatureBatch(Tensor Features, Tensor Mask)
{
    /// <summary>Extracts the features of texts and drops each with a chance.</summary>
    public static FeatureBatch Of(IReadOnlyList<string> texts, Tokenizer tokenizer, NgramFeatures features, double dropout, Random random) =>
        Of([.. texts.Select(text => features.Extract(tokenizer.Encode(TaskDescriptionText.Format(text))))], features.FirstTokenId, dropout, random);

    /// <summary>Drops each feature with a chance; that of the text's beginning always stays, as a bias.</summary>
    public static FeatureBatch Of(IReadOnlyList<int[]> texts, int beginning, double dropout, Random random)
    {
        var rows = texts.Select(all => all.Where(feature => feature == beginning || random.NextDouble() >= dropout).ToArray()).ToList();
        var width = rows.Max(row => row.Length);
        var ids = new long[rows.Count * width];
        var mask = new float[ids.Length];
        for (var row = 0; row < rows.Count; row++)
            for (var column = 0; column < rows[row].Length; column++)
                (ids[row * width + column], mask[row * width + column]) = (rows[row][column], 1f);
        return new(tensor(ids, rows.Count, width), tensor(mask, rows.Count, width));
    }
}
