using System.Buffers;
using System.Text;
using T2L.Tokenizers.Unicode;

namespace T2L.Tokenizers.AddedTokens;

/// <summary>Finds added tokens in text: at each place the longest one, from left to right.</summary>
/// <remarks>
/// A sorted list in which the characters of the text narrow the range: nothing is built besides, so a hundred thousand tokens cost their
/// own memory and a place in the text costs at most the length of the longest token.
/// </remarks>
internal sealed class AddedTokenSplitter
{
    private readonly (string Content, AddedToken Token)[] _sorted;
    private readonly SearchValues<char> _firsts;

    /// <param name="tokens">The tokens and how each is written where it is searched.</param>
    public AddedTokenSplitter(IEnumerable<(string Content, AddedToken Token)> tokens)
    {
        _sorted = [.. tokens.Where(token => token.Content.Length > 0).DistinctBy(token => token.Content).OrderBy(token => token.Content, StringComparer.Ordinal)];
        _firsts = SearchValues.Create([.. _sorted.Select(token => token.Content[0]).Distinct()]);
    }

    /// <summary>The text in order: stretches between the tokens (never empty) and the tokens themselves.</summary>
    public IEnumerable<(Range Text, AddedToken? Token)> Split(string text)
    {
        int done = 0, position = 0;
        while (Next(text, position) is var (start, content, token))
        {
            position = start + content.Length;
            if (token.SingleWord && !StandsAlone(text, start, position))
                continue;
            int from = token.StripLeft ? Math.Max(done, text.AsSpan(0, start).TrimEnd().Length) : start;
            int to = token.StripRight ? text.Length - text.AsSpan(position).TrimStart().Length : position;
            if (from > done)
                yield return (done..from, null);
            yield return (from..to, token);
            done = to;
        }
        if (done < text.Length)
            yield return (done..text.Length, null);
    }

    private (int Start, string Content, AddedToken Token)? Next(string text, int position)
    {
        for (; text.AsSpan(position).IndexOfAny(_firsts) is var jump and >= 0; position++)
        {
            position += jump;
            if (Longest(text.AsSpan(position)) is var (content, token))
                return (position, content, token);
        }
        return null;
    }

    // Tokens that begin as the text does stand together; the one that is no longer than what was compared stands first.
    private (string Content, AddedToken Token)? Longest(ReadOnlySpan<char> text)
    {
        (string, AddedToken)? longest = null;
        var (from, to) = (0, _sorted.Length);
        for (int length = 0; length < text.Length; length++)
        {
            from = Border(from, to, length, text[length], orEqual: false);
            to = Border(from, to, length, text[length], orEqual: true);
            if (from == to)
                break;
            if (_sorted[from].Content.Length == length + 1)
                longest = _sorted[from++];
        }
        return longest;
    }

    // The first token from "from" on whose character at a place is not less than (or beyond) one; all there are longer than the place.
    private int Border(int from, int to, int place, char character, bool orEqual)
    {
        while (from < to)
        {
            int middle = (from + to) >>> 1;
            char there = _sorted[middle].Content[place];
            if (there < character || (orEqual && there == character))
                from = middle + 1;
            else
                to = middle;
        }
        return from;
    }

    private static bool StandsAlone(string text, int start, int end)
    {
        bool before = Rune.DecodeLastFromUtf16(text.AsSpan(0, start), out var last, out _) == OperationStatus.Done && Letters.IsWord(last);
        bool after = Rune.DecodeFromUtf16(text.AsSpan(end), out var first, out _) == OperationStatus.Done && Letters.IsWord(first);
        return !before && !after;
    }
}
