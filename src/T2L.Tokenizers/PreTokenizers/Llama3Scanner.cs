namespace T2L.Tokenizers.PreTokenizers;

/// <summary>The expression of Llama-3 (up to three digits a word) and of Qwen2 (each digit a word).</summary>
internal sealed class Llama3Scanner(int digits) : WordScanner
{
    public const string Expression = Beginning + @"\p{N}{1,3}" + Ending;
    public const string SingleDigits = Beginning + @"\p{N}" + Ending;
    private const string Beginning = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|";
    private const string Ending = @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    protected override int End(ReadOnlySpan<char> text, int start)
    {
        char first = text[start];
        if (first == '\'' && Contraction(text[(start + 1)..]) is > 0 and var length)
            return start + 1 + length;
        var kind = Kind(text, start, out int width);
        if (kind == CharacterKind.Letter)
            return RunEnd(text, start + width, kind);
        if (kind == CharacterKind.Number)
            return NumberEnd(text, start + width);

        int second = start + width, nextWidth = 0;
        var next = second < text.Length ? Kind(text, second, out nextWidth) : CharacterKind.Space;
        if (next == CharacterKind.Letter && first is not ('\r' or '\n'))
            return RunEnd(text, second + nextWidth, next);
        if (kind == CharacterKind.Other)
            return LinesEnd(text, RunEnd(text, second, kind));
        if (first == ' ' && next == CharacterKind.Other)
            return LinesEnd(text, RunEnd(text, second + nextWidth, next));
        return SpaceRunEnd(text, start);
    }

    private int NumberEnd(ReadOnlySpan<char> text, int at)
    {
        for (int count = 1; count < digits && at < text.Length && Kind(text, at, out int width) == CharacterKind.Number; count++)
            at += width;
        return at;
    }

    private static int LinesEnd(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is '\r' or '\n')
            at++;
        return at;
    }

    // White space goes up to its last line end, where it has one.
    private static int SpaceRunEnd(ReadOnlySpan<char> text, int start)
    {
        int end = RunEnd(text, start + 1, CharacterKind.Space);
        int lineEnd = text[start..end].LastIndexOfAny('\r', '\n');
        return lineEnd >= 0 ? start + lineEnd + 1 : SpacesEnd(text, start, end);
    }

    private static int Contraction(ReadOnlySpan<char> rest) => rest switch
    {
        // The long s is an s to whoever ignores case.
        ['s' or 'S' or '\u017F' or 't' or 'T' or 'm' or 'M' or 'd' or 'D', ..] => 1,
        ['r' or 'R' or 'v' or 'V', 'e' or 'E', ..] or ['l' or 'L', 'l' or 'L', ..] => 2,
        _ => 0,
    };
}
