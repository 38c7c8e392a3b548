using System.Globalization;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation.Retrieval;

/// <summary>What the untrained methods see of a text.</summary>
internal static class TextTerms
{
    private const int Buckets = 1 << 14;
    private const int PieceLength = 4;

    /// <summary>Words in lower case and pairs of neighbouring words.</summary>
    public static IEnumerable<string> WordsAndPairs(string text)
    {
        var words = Words(text);
        return words.Concat(words.Zip(words.Skip(1), (first, second) => $"{first} {second}"));
    }

    /// <summary>Words, pairs, and four letters inside a word with its ends marked, each as the number of one of 16,384 buckets.</summary>
    public static IEnumerable<string> HashedNgrams(string text) =>
        WordsAndPairs(text).Concat(Words(text).SelectMany(Pieces)).Select(term => (StableHash.Of(term) % Buckets).ToString(CultureInfo.InvariantCulture));

    private static IEnumerable<string> Pieces(string word)
    {
        var marked = $"^{word}$";
        for (var start = 0; start + PieceLength <= marked.Length; start++)
            yield return marked.Substring(start, PieceLength);
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (var start = 0; start < text.Length; start++)
        {
            var end = start;
            while (end < text.Length && char.IsLetterOrDigit(text[end]))
                end++;
            if (end > start)
                words.Add(text[start..end].ToLowerInvariant());
            start = end;
        }
        return words;
    }
}
