using T2L.Tokenizers.Normalizers;
using T2L.Tokenizers.PreTokenizers;

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
        var counter = new Counter();
        foreach (var text in texts)
            BertPreTokenizer.Instance.Split(BertNormalizer.Uncased.Normalize(text), atStart: true, counter);
        return new WordCounts(counter.Counts);
    }

    public IEnumerable<string> ByFrequency(int minimum) => _sorted.TakeWhile(w => w.Count >= minimum).Select(w => w.Word);

    private sealed class Counter : IWordSink
    {
        public Dictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);

        public void Add(ReadOnlySpan<char> word, bool atStart)
        {
            var lookup = Counts.GetAlternateLookup<ReadOnlySpan<char>>();
            lookup[word] = lookup.TryGetValue(word, out var count) ? count + 1 : 1;
        }
    }
}
