using T2L.Embedding.Nano;

namespace T2L.Embedding.Tests.Nano;

/// <summary>A vocabulary and random weights over it: an untrained encoder of the nano kind.</summary>
internal static class NgramFixture
{
    private static readonly string[] Texts =
    [
        "Write the word backwards.", "Reverse the letters of the given word.", "Sort the numbers from low to high.",
        "Give the first letter of every word.", "Double each number in the list.", "Write the word twice, then in capitals.",
        "Reverse the order of the words.", "Count the vowels of the word.", "Sort the words by their length.",
    ];

    public static WordPieceVocabulary Vocabulary { get; } = WordPieceVocabulary.Train(Texts, 400);

    public static IReadOnlyList<string> Descriptions => Texts;

    public static NgramEncoderWeights Weights(int size = 24, int buckets = 512, bool skips = true)
    {
        var random = new Random(7);
        var features = new NgramFeatures(Vocabulary.Tokens.Count, buckets, WordPieceVocabulary.FirstTokenId) { HasSkips = skips };
        return new NgramEncoderWeights(
            features, size, Normal(random, features.VocabularySize * size), Normal(random, buckets * size), Normal(random, features.Count));
    }

    public static float[] Normal(Random random, int count)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        return values;
    }
}
