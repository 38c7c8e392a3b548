using T2L.Embedding.Tokenization;

namespace T2L.Embedding.Vocabulary;

/// <summary>How often each word occurs in the training texts; words as the tokenizer will cut them.</summary>
internal sealed class WordCounts
{
    private readonly List<(string Word, int Count)> _sorted;

    private WordCounts(Dictionary<string, int> counts)
    {
        _sorted = counts.Select(p => (p.Key, p.Value)).ToList();
        _sorted.Sort((a, b) => a.Count != b.Count ? b.Count.CompareTo(a.Count) : string.CompareOrdinal(a.Word, b.Word));
    }

    /// <summary>Every word once, the most frequent first.</summary>
    public IEnumerable<(string Word, int Count)> All => _sorted;

    public static WordCounts Of(IEnumerable<string> texts)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var text in texts)
        {
            var normalized = BertNormalizer.Uncased.Normalize(text);
            foreach (var word in BertPreTokenizer.Words(normalized))
            {
                var span = normalized.AsSpan(word);
                lookup[span] = lookup.TryGetValue(span, out var count) ? count + 1 : 1;
            }
        }

        return new WordCounts(counts);
    }

    public IEnumerable<string> ByFrequency(int minimum) => _sorted.TakeWhile(w => w.Count >= minimum).Select(w => w.Word);
}
