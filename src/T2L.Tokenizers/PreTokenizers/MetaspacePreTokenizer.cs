namespace T2L.Tokenizers.PreTokenizers;

/// <summary>SentencePiece's way with spaces: each becomes a visible mark, and one may be put before the text.</summary>
/// <param name="replacement">The mark, usually <c>▁</c>.</param>
/// <param name="prepend">Which texts get a mark in front.</param>
/// <param name="split">Whether a word begins at each mark; otherwise the text stays whole.</param>
internal sealed class MetaspacePreTokenizer(char replacement, PrependScheme prepend, bool split) : IPreTokenizer
{
    private readonly SplitPreTokenizer _words = new(new LiteralPattern(replacement.ToString()), SplitBehavior.MergedWithNext, invert: false);

    public void Split(ReadOnlySpan<char> text, bool atStart, IWordSink words)
    {
        bool wanted = prepend == PrependScheme.Always || (prepend == PrependScheme.First && atStart);
        bool added = wanted && (text.IsEmpty || (text[0] != ' ' && text[0] != replacement));
        var marked = new char[text.Length + (added ? 1 : 0)];
        text.Replace(marked.AsSpan(added ? 1 : 0), ' ', replacement);
        if (added)
            marked[0] = replacement;
        if (split)
            _words.Split(marked, atStart, words);
        else
            words.Add(marked, atStart);
    }
}
