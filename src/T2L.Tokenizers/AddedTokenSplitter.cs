using System.Buffers;

namespace T2L.Tokenizers;

/// <summary>Finds added tokens in text: at each place the longest one, from left to right.</summary>
internal sealed class AddedTokenSplitter
{
    private readonly Dictionary<char, (string Content, AddedToken Token)[]> _byFirst;
    private readonly SearchValues<char> _firsts;

    /// <param name="tokens">The tokens and how each is written where it is searched.</param>
    public AddedTokenSplitter(IEnumerable<(string Content, AddedToken Token)> tokens)
    {
        _byFirst = tokens.Where(token => token.Content.Length > 0)
            .GroupBy(token => token.Content[0])
            .ToDictionary(group => group.Key, group => group.OrderByDescending(token => token.Content.Length).ToArray());
        _firsts = SearchValues.Create([.. _byFirst.Keys]);
    }

    /// <summary>The text in order: stretches between the tokens (never empty) and the tokens themselves.</summary>
    public IEnumerable<(Piece Text, AddedToken? Token)> Split(Piece piece)
    {
        string text = piece.Text;
        int emitted = 0, position = 0;
        while (Next(text, position) is var (start, content, token))
        {
            int from = token.StripLeft ? SkipLeft(text, start, emitted) : start;
            int to = start + content.Length;
            if (token.StripRight)
                to = SkipRight(text, to);
            if (from > emitted)
                yield return (new Piece(text[emitted..from], piece.AtStart && emitted == 0), null);
            yield return (default, token);
            emitted = position = to;
        }
        if (emitted < text.Length)
            yield return (emitted == 0 ? piece : new Piece(text[emitted..], false), null);
    }

    private (int Start, string Content, AddedToken Token)? Next(string text, int position)
    {
        while (position < text.Length)
        {
            int jump = text.AsSpan(position).IndexOfAny(_firsts);
            if (jump < 0)
                return null;
            position += jump;
            foreach (var (content, token) in _byFirst[text[position]])
                if (string.CompareOrdinal(text, position, content, 0, content.Length) == 0 && Fits(text, position, content, token))
                    return (position, content, token);
            position++;
        }
        return null;
    }

    private static bool Fits(string text, int start, string content, AddedToken token) =>
        !token.SingleWord
        || ((start == 0 || !IsWord(text[start - 1])) && (start + content.Length == text.Length || !IsWord(text[start + content.Length])));

    private static bool IsWord(char character) => char.IsLetterOrDigit(character) || character == '_';

    private static int SkipLeft(string text, int position, int limit)
    {
        while (position > limit && char.IsWhiteSpace(text[position - 1]))
            position--;
        return position;
    }

    private static int SkipRight(string text, int position)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
            position++;
        return position;
    }
}
