namespace T2L.Tokenizers.PreTokenizers;

/// <summary>Several splits, each applied to the words of the one before; none of them keeps the text whole.</summary>
internal sealed class SequencePreTokenizer(IReadOnlyList<IPreTokenizer> steps) : IPreTokenizer
{
    public IReadOnlyList<IPreTokenizer> Steps => steps;

    public void Split(ReadOnlySpan<char> text, bool atStart, IWordSink words)
    {
        for (int i = steps.Count - 1; i >= 0; i--)
            words = new Step(steps[i], words);
        words.Add(text, atStart);
    }

    private sealed class Step(IPreTokenizer split, IWordSink next) : IWordSink
    {
        public void Add(ReadOnlySpan<char> word, bool atStart) => split.Split(word, atStart, next);
    }
}
