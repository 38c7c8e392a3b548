namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>Taking characters off the ends of a text: Python's white space, or the given ones.</summary>
internal static class TextTrim
{
    public static string Both(string text, string? characters = null) => Left(Right(text, characters), characters);

    public static string Left(string text, string? characters = null)
    {
        int start = 0;
        while (start < text.Length && Goes(text, start, characters))
            start += Width(text, start);
        return text[start..];
    }

    public static string Right(string text, string? characters = null)
    {
        int end = text.Length;
        while (end > 0)
        {
            int last = end > 1 && char.IsSurrogatePair(text[end - 2], text[end - 1]) ? end - 2 : end - 1;
            if (!Goes(text, last, characters))
                break;
            end = last;
        }
        return text[..end];
    }

    private static bool Goes(string text, int at, string? characters) => characters is null
        ? PythonText.IsSpace(text[at])
        : characters.AsSpan().IndexOf(text.AsSpan(at, Width(text, at))) >= 0;

    private static int Width(string text, int at) => at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
}
