namespace T2L.Testing.Fuzz;

/// <summary>A number, a quoted text or a bare word of a JSON or YAML text.</summary>
internal readonly record struct TextToken(TextTokenKind Kind, int Start, int Length);

internal enum TextTokenKind
{
    Number,
    Text,
    Word,
}

/// <summary>Finds tokens by their look alone, so that it works on damaged text too.</summary>
internal static class TextTokens
{
    private const int MostBytes = 4000;

    public static List<TextToken> Of(List<byte> bytes)
    {
        var tokens = new List<TextToken>();
        for (var at = 0; at < bytes.Count;)
        {
            var end = End(bytes, at);
            if (end > at)
                tokens.Add(new TextToken(Kind(bytes[at]), at, end - at));
            at = Math.Max(end, at + 1);
        }

        return tokens;
    }

    private static int End(List<byte> bytes, int at)
    {
        if (bytes[at] == '"')
            return EndOfText(bytes, at + 1);
        var end = at;
        while (end < bytes.Count && IsWord(bytes[end]))
            end++;
        return end;
    }

    private static int EndOfText(List<byte> bytes, int at)
    {
        var limit = Math.Min(bytes.Count, at + MostBytes);
        for (; at < limit; at++)
        {
            if (bytes[at] == '\\')
                at++;
            else if (bytes[at] == '"')
                return at + 1;
        }

        return Math.Min(limit, bytes.Count);
    }

    private static TextTokenKind Kind(byte first) =>
        first == '"' ? TextTokenKind.Text
        : first is >= (byte)'0' and <= (byte)'9' or (byte)'-' ? TextTokenKind.Number
        : TextTokenKind.Word;

    private static bool IsWord(byte b) => b is >= (byte)'0' and <= (byte)'9' or >= (byte)'a' and <= (byte)'z' or >= (byte)'A' and <= (byte)'Z' or (byte)'_' or (byte)'-' or (byte)'.' or (byte)'+';
}
