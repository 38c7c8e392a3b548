namespace T2L.Tokenizers.PreTokenizers;

/// <summary>SentencePiece's way with spaces: each becomes a visible mark, and one may be put before the text.</summary>
/// <param name="replacement">The mark, usually <c>▁</c>.</param>
/// <param name="prepend">Which texts get a mark in front.</param>
/// <param name="split">Whether a word begins at each mark; otherwise the text stays whole.</param>
internal sealed class MetaspacePreTokenizer(string replacement, PrependScheme prepend, bool split) : IPreTokenizer
{
    private readonly SplitPreTokenizer _words =
        new(text => LiteralPattern.Find(text, replacement), SplitBehavior.MergedWithNext, invert: false);

    public void Split(Piece piece, List<Piece> words)
    {
        string text = piece.Text.Replace(" ", replacement, StringComparison.Ordinal);
        bool wanted = prepend == PrependScheme.Always || (prepend == PrependScheme.First && piece.AtStart);
        if (wanted && !text.StartsWith(replacement, StringComparison.Ordinal))
            text = replacement + text;
        if (split)
            _words.Split(piece with { Text = text }, words);
        else
            words.Add(piece with { Text = text });
    }
}
