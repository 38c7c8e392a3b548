using T2L.Tokenizers.Formats;

namespace T2L.Tokenizers.Reading;

/// <summary>Reads <c>pattern</c>: <c>{"String": ...}</c> or <c>{"Regex": ...}</c>.</summary>
internal static class PatternSection
{
    /// <summary>A function that finds the pattern.</summary>
    public static Func<string, List<(int Start, int Length)>> Finder(JsonSection section)
    {
        var pattern = section.Object("pattern");
        if (pattern.OptionalText("Regex") is not { } regex)
        {
            string literal = Literal(section);
            return text => LiteralPattern.Find(text, literal);
        }
        try
        {
            return new UnicodePattern(regex).Find;
        }
        catch (ArgumentException exception)
        {
            throw new ModelFormatException(ModelFormatError.Unsupported, pattern.File,
                $"{pattern.Path}.Regex cannot be used here: {exception.Message}", exception);
        }
    }

    /// <summary>The pattern where only a plain string will do.</summary>
    public static string Literal(JsonSection section)
    {
        var pattern = section.Object("pattern");
        if (pattern.OptionalText("Regex") is { } regex)
            throw pattern.Unsupported("Regex", regex, "a String pattern");
        string literal = pattern.Text("String");
        return literal.Length > 0 ? literal : throw pattern.Wrong("String", pattern.Element.GetProperty("String"), "at least one character");
    }
}
