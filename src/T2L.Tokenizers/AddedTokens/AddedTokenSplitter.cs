using System.Buffers;
using System.Text;
using T2L.Tokenizers.Unicode;

namespace T2L.Tokenizers.AddedTokens;

/// <summary>Finds added tokens in text: at each place the longest one, from left to right.</summary>
internal sealed class AddedTokenSplitter
{
    private readonly Dictionary<char, (string Content, AddedToken Token)[]> _byFirst;
    private readonly SearchValues<string> _contents;

    /// <param name="tokens">The tokens and how each is written where it is searched.</param>
    public AddedTokenSplitter(IEnumerable<(string Content, AddedToken Token)> tokens)
    {
        var found = tokens.Where(token => token.Content.Length > 0).DistinctBy(token => token.Content).ToList();
        _byFirst = found.GroupBy(token => token.Content[0])
            .ToDictionary(group => group.Key, group => group.OrderByDescending(token => token.Content.Length).ToArray());
        _contents = SearchValues.Create([.. found.Select(token => token.Content)], StringComparison.Ordinal);
    }

    /// <summary>The text in order: stretches between the tokens (never empty) and the tokens themselves.</summary>
    public IEnumerable<(Range Text, AddedToken? Token)> Split(string text)
    {
        int done = 0, position = 0;
        while (_byFirst.Count > 0 && Next(text, position) is var (start, content, token))
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
        int jump = text.AsSpan(position).IndexOfAny(_contents);
        if (jump < 0)
            return null;
        position += jump;
        foreach (var (content, token) in _byFirst[text[position]])
            if (string.CompareOrdinal(text, position, content, 0, content.Length) == 0)
                return (position, content, token);
        return null;
    }

    private static bool StandsAlone(string text, int start, int end)
    {
        bool before = Rune.DecodeLastFromUtf16(text.AsSpan(0, start), out var last, out _) == OperationStatus.Done && Letters.IsWord(last);
        bool after = Rune.DecodeFromUtf16(text.AsSpan(end), out var first, out _) == OperationStatus.Done && Letters.IsWord(first);
        return !before && !after;
    }
}
