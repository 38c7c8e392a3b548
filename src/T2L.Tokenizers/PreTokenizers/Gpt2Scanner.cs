namespace T2L.Tokenizers.PreTokenizers;

/// <summary>The expression that came with GPT-2.</summary>
internal sealed class Gpt2Scanner : WordScanner
{
    public const string Expression = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    protected override int End(ReadOnlySpan<char> text, int start)
    {
        if (text[start] == '\'' && Contraction(text[(start + 1)..]) is > 0 and var length)
            return start + 1 + length;
        var kind = Kind(text, start, out int width);
        if (kind != CharacterKind.Space)
            return RunEnd(text, start + width, kind);
        if (text[start] == ' ' && start + 1 < text.Length && Kind(text, start + 1, out width) is not CharacterKind.Space and var next)
            return RunEnd(text, start + 1 + width, next);
        return SpacesEnd(text, start, RunEnd(text, start + 1, CharacterKind.Space));
    }

    private static int Contraction(ReadOnlySpan<char> rest) => rest switch
    {
        ['s' or 't' or 'm' or 'd', ..] => 1,
        ['r' or 'v', 'e', ..] or ['l', 'l', ..] => 2,
        _ => 0,
    };
}
