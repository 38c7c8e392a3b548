namespace T2L.Tokenizers.PreTokenizers;

/// <summary>Splits at the matches of a pattern.</summary>
/// <param name="pattern">What to look for.</param>
/// <param name="behavior">What becomes of a match.</param>
/// <param name="invert">Whether the text between the matches is the separator instead.</param>
internal sealed class SplitPreTokenizer(ITextPattern pattern, SplitBehavior behavior, bool invert) : IPreTokenizer
{
    public void Split(ReadOnlySpan<char> text, bool atStart, IWordSink words)
    {
        var word = new OpenWord(text, atStart, behavior, words);
        int position = 0;
        foreach (var (start, length) in pattern.Find(text))
        {
            if (start > position)
                word.Add(position, start, invert);
            word.Add(start, start + length, !invert);
            position = start + length;
        }
        if (position < text.Length)
            word.Add(position, text.Length, invert);
        word.Finish();
    }

    /// <summary>The word that the next match or gap may still belong to.</summary>
    private ref struct OpenWord(ReadOnlySpan<char> text, bool atStart, SplitBehavior behavior, IWordSink words)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private int _start;
        private int _end;
        private bool _previousIsSeparator;

        public void Add(int start, int end, bool separator)
        {
            bool extends = _end > _start && behavior switch
            {
                SplitBehavior.MergedWithPrevious => separator && !_previousIsSeparator,
                SplitBehavior.MergedWithNext => !separator && _previousIsSeparator,
                SplitBehavior.Contiguous => separator == _previousIsSeparator,
                _ => false,
            };
            if (!extends)
            {
                Finish();
                _start = start;
            }
            _end = behavior == SplitBehavior.Removed && separator ? _start : end;
            _previousIsSeparator = separator;
        }

        public void Finish()
        {
            if (_end > _start)
                words.Add(_text[_start.._end], atStart && _start == 0);
            _start = _end;
        }
    }
}
