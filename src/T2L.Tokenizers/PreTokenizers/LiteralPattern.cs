namespace T2L.Tokenizers.PreTokenizers;

/// <summary>Occurrences of a plain string.</summary>
internal sealed class LiteralPattern(string literal) : ITextPattern
{
    public List<(int Start, int Length)> Find(ReadOnlySpan<char> text)
    {
        var found = new List<(int, int)>();
        int position = 0;
        while (text[position..].IndexOf(literal) is >= 0 and var jump)
        {
            found.Add((position + jump, literal.Length));
            position += jump + literal.Length;
        }
        return found;
    }
}
