using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using T2L.Tokenizers.Formats;

namespace T2L.Tokenizers.PreTokenizers;

/// <summary>A regular expression over code points, as the tokenizers of other languages mean it.</summary>
/// <remarks>
/// .NET matches UTF-16 units, so <c>\p{L}</c> misses every letter beyond U+FFFF. Before matching, each such code point is therefore
/// replaced by one stand-in character of the same Unicode category; the found positions are mapped back. A pattern comes with the
/// model's file: it runs on the engine that does not backtrack, in time proportional to the text. That engine knows no look-around;
/// the one that vocabularies use, <c>(?!\S)</c>, is let through to the other engine, with a limit on its time.
/// </remarks>
internal sealed class RegexPattern : ITextPattern
{
    private const string NoneFollows = @"(?!\S)";
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.Multiline;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly char[] StandIns = FindStandIns();

    private readonly Regex _regex;
    private readonly string _file;

    /// <param name="pattern">The expression.</param>
    /// <param name="file">The file it comes from, for messages.</param>
    /// <exception cref="ArgumentException">It is not an expression, or one that cannot be used here.</exception>
    public RegexPattern(string pattern, string file)
    {
        _file = file;
        if (ExpressionLimits.Fault(pattern) is { } fault)
            throw new ArgumentException(fault);
        if (pattern.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            throw new ArgumentException("it names a character beyond U+FFFF.");
        // Case folding joins ſ with s; .NET's tables do not.
        pattern = pattern.Replace("(?i:'s|", "(?i:'s|'\u017F|", StringComparison.Ordinal);
        _regex = Linear(pattern) ?? Backtracking(pattern);
    }

    public List<(int Start, int Length)> Find(ReadOnlySpan<char> text)
    {
        try
        {
            return text.ContainsAnyInRange('\uD800', '\uDFFF') ? FindFolded(text) : Matches(text);
        }
        catch (RegexMatchTimeoutException exception)
        {
            throw new ModelFormatException(ModelFormatError.Unsupported, _file,
                $"the pattern {Shorten(_regex.ToString())} takes longer than {Limit.TotalSeconds} s on one place of a text.", exception);
        }
    }

    private static Regex? Linear(string pattern)
    {
        try
        {
            return new Regex(pattern, Options | RegexOptions.NonBacktracking, Limit);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private static Regex Backtracking(string pattern)
    {
        if (Linear(pattern.Replace(NoneFollows, "", StringComparison.Ordinal)) is null)
            throw new ArgumentException($"of look-arounds and back references only {NoneFollows} is known.");
        return new Regex(pattern, Options, Limit);
    }

    private List<(int Start, int Length)> Matches(ReadOnlySpan<char> text)
    {
        var found = new List<(int, int)>();
        foreach (var match in _regex.EnumerateMatches(text))
            if (match.Length > 0)
                found.Add((match.Index, match.Length));
        return found;
    }

    private List<(int Start, int Length)> FindFolded(ReadOnlySpan<char> text)
    {
        var (folded, offsets) = Fold(text);
        return Matches(folded).ConvertAll(match => (offsets[match.Start], offsets[match.Start + match.Length] - offsets[match.Start]));
    }

    private static (string Folded, List<int> Offsets) Fold(ReadOnlySpan<char> text)
    {
        var folded = new StringBuilder(text.Length);
        var offsets = new List<int>(text.Length + 1);
        int position = 0;
        while (position < text.Length)
        {
            offsets.Add(position);
            Rune.DecodeFromUtf16(text[position..], out var rune, out int length);
            folded.Append(rune.IsBmp ? (char)rune.Value : StandIns[(int)Rune.GetUnicodeCategory(rune)]);
            position += length;
        }
        offsets.Add(text.Length);
        return (folded.ToString(), offsets);
    }

    private static char[] FindStandIns()
    {
        var standIns = new char[(int)UnicodeCategory.OtherNotAssigned + 1];
        // From the bottom up, so that a rarely used character wins over one that a pattern may name.
        for (int value = 0; value <= char.MaxValue; value++)
            if (!char.IsSurrogate((char)value))
                standIns[(int)CharUnicodeInfo.GetUnicodeCategory((char)value)] = (char)value;
        return standIns;
    }

    private static string Shorten(string pattern) => pattern.Length <= 60 ? pattern : string.Concat(pattern.AsSpan(0, 57), "...");
}
