using System.Buffers;
using System.Text.RegularExpressions;

namespace T2L.Adapters.Lora;

/// <summary>One key of a pattern table. PEFT reads keys as regular expressions; nearly all are plain paths.</summary>
internal static class PatternKey
{
    private const int MaxLength = 1024;

    private static readonly SearchValues<char> PlainCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    public static Func<string, bool> Matcher(string table, string key)
    {
        if (string.IsNullOrWhiteSpace(key) || key.Length > MaxLength)
            throw new ArgumentException($"{table} has a key of {key?.Length ?? 0} characters; expected 1 to {MaxLength}.", nameof(key));
        if (!key.AsSpan().ContainsAnyExcept(PlainCharacters))
        {
            var ending = '.' + key;
            return path => path == key || path.EndsWith(ending, StringComparison.Ordinal);
        }

        try
        {
            // Without backtracking a hostile expression costs linear time.
            var expression = new Regex($@"\A(?:.*\.)?(?:{key})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return expression.IsMatch;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new ArgumentException($"{table} key '{key}' is not an expression that is read here: {e.Message}", nameof(key), e);
        }
    }
}
