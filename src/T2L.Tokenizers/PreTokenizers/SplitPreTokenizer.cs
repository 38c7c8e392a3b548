namespace T2L.Tokenizers.PreTokenizers;

/// <summary>Splits at the matches of a pattern.</summary>
/// <param name="find">Gives the matches as (start, length), in order and without overlap.</param>
/// <param name="behavior">What becomes of a match.</param>
/// <param name="invert">Whether the text between the matches is the separator instead.</param>
internal sealed class SplitPreTokenizer(Func<string, List<(int Start, int Length)>> find, SplitBehavior behavior, bool invert) : IPreTokenizer
{
    public void Split(Piece piece, List<Piece> words)
    {
        foreach (var (start, end) in Join(Segments(piece.Text)))
            words.Add(new Piece(piece.Text[start..end], piece.AtStart && start == 0));
    }

    /// <summary>Every match and every gap, in order.</summary>
    private List<(int Start, int End, bool Separator)> Segments(string text)
    {
        var segments = new List<(int, int, bool)>();
        int position = 0;
        foreach (var (start, length) in find(text))
        {
            if (start > position)
                segments.Add((position, start, invert));
            segments.Add((start, start + length, !invert));
            position = start + length;
        }
        if (position < text.Length)
            segments.Add((position, text.Length, invert));
        return segments;
    }

    private List<(int Start, int End)> Join(List<(int Start, int End, bool Separator)> segments)
    {
        var words = new List<(int Start, int End)>(segments.Count);
        bool previousIsSeparator = false;
        foreach (var (start, end, separator) in segments)
        {
            bool extends = words.Count > 0 && behavior switch
            {
                SplitBehavior.MergedWithPrevious => separator && !previousIsSeparator,
                SplitBehavior.MergedWithNext => !separator && previousIsSeparator,
                SplitBehavior.Contiguous => separator == previousIsSeparator,
                _ => false,
            };
            if (extends)
                words[^1] = (words[^1].Start, end);
            else if (behavior != SplitBehavior.Removed || !separator)
                words.Add((start, end));
            previousIsSeparator = separator;
        }
        return words;
    }
}
