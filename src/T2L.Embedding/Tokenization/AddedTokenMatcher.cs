using System.Globalization;
using System.Text;

namespace T2L.Embedding.Tokenization;

/// <summary>Finds added tokens in a text: leftmost first, the longest where several begin.</summary>
internal sealed class AddedTokenMatcher
{
    private readonly Dictionary<char, List<(string Pattern, AddedToken Token)>> _byFirst = [];

    /// <summary>Prepares the search.</summary>
    /// <param name="tokens">The tokens to find.</param>
    /// <param name="pattern">The text that stands for a token, for instance its normalised content.</param>
    public AddedTokenMatcher(IEnumerable<AddedToken> tokens, Func<AddedToken, string> pattern)
    {
        foreach (var token in tokens)
        {
            var text = pattern(token);
            if (text.Length == 0)
                continue;
            if (!_byFirst.TryGetValue(text[0], out var candidates))
                _byFirst.Add(text[0], candidates = []);
            candidates.Add((text, token));
        }

        foreach (var candidates in _byFirst.Values)
            candidates.Sort((a, b) => b.Pattern.Length.CompareTo(a.Pattern.Length));
    }

    /// <summary>Cuts a text into stretches without an added token (Id null) and added tokens.</summary>
    public IEnumerable<(Range Part, int? Id)> Split(string text)
    {
        var done = 0;
        for (var i = 0; i < text.Length;)
        {
            if (Match(text, i) is not { } match)
            {
                i++;
                continue;
            }

            var (pattern, token) = match;
            var (start, end) = (i, i + pattern.Length);
            i = end;
            if (token.SingleWord && (EndsWithWord(text.AsSpan(0, start)) || StartsWithWord(text.AsSpan(end))))
                continue;
            if (token.StripLeft)
                start = Math.Max(done, text.AsSpan(0, start).TrimEnd().Length);
            if (token.StripRight)
                end = text.Length - text.AsSpan(end).TrimStart().Length;
            if (done < start)
                yield return (done..start, null);
            yield return (start..end, token.Id);
            done = end;
            i = Math.Max(i, end);
        }

        if (done < text.Length)
            yield return (done.., null);
    }

    private (string Pattern, AddedToken Token)? Match(string text, int at)
    {
        if (_byFirst.TryGetValue(text[at], out var candidates))
            foreach (var candidate in candidates)
                if (string.CompareOrdinal(text, at, candidate.Pattern, 0, candidate.Pattern.Length) == 0)
                    return candidate;
        return null;
    }

    private static bool EndsWithWord(ReadOnlySpan<char> text) =>
        Rune.DecodeLastFromUtf16(text, out var last, out _) == System.Buffers.OperationStatus.Done && IsWordCharacter(last);

    private static bool StartsWithWord(ReadOnlySpan<char> text) =>
        Rune.DecodeFromUtf16(text, out var first, out _) == System.Buffers.OperationStatus.Done && IsWordCharacter(first);

    private static bool IsWordCharacter(Rune character) => Rune.IsLetterOrDigit(character)
        || Rune.GetUnicodeCategory(character) is UnicodeCategory.ConnectorPunctuation or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
