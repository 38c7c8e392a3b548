using System.Buffers;

namespace T2L.Adapters.Lora;

/// <summary>One key of a pattern table. PEFT reads keys as regular expressions; nearly all are plain paths.</summary>
internal static class PatternKey
{
    private const int MaxLength = 1024;

    private static readonly SearchValues<char> PlainCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    /// <summary>Whether the key is a path, in which a dot is meant as a dot.</summary>
    public static bool IsPlain(string key) => !key.AsSpan().ContainsAnyExcept(PlainCharacters);

    /// <summary>A test of module paths; <paramref name="table"/> is named in refusals.</summary>
    public static Func<string, bool> Matcher(string table, string key)
    {
        if (string.IsNullOrWhiteSpace(key) || key.Length > MaxLength)
            throw new ArgumentException($"{table} has a key of {key?.Length ?? 0} characters; expected 1 to {MaxLength}.", nameof(key));
        if (IsPlain(key))
        {
            var ending = '.' + key;
            return path => path == key || path.EndsWith(ending, StringComparison.Ordinal);
        }

        try
        {
            return PathExpression.Parse(key).Matches;
        }
        catch (FormatException e)
        {
            throw new ArgumentException($"{table} key '{key}' is not an expression that is read here: {e.Message}.", nameof(key), e);
        }
    }
}
