using T2L.Tokenizers.Formats;
using T2L.Tokenizers.PreTokenizers;

namespace T2L.Tokenizers.Reading;

/// <summary>Reads <c>pattern</c>: <c>{"String": ...}</c> or <c>{"Regex": ...}</c>.</summary>
internal static class PatternSection
{
    public static ITextPattern Read(JsonSection section)
    {
        var pattern = section.Object("pattern");
        if (pattern.OptionalText("Regex") is not { } regex)
            return new LiteralPattern(Literal(section) ?? throw pattern.Missing("String"));
        try
        {
            return new RegexPattern(regex, section.File);
        }
        catch (ArgumentException exception)
        {
            throw new ModelFormatException(ModelFormatError.Unsupported, pattern.File,
                $"{pattern.Path}.Regex cannot be used here: {exception.Message}", exception);
        }
    }

    /// <summary>The plain string of the pattern, if it is one.</summary>
    public static string? Literal(JsonSection section)
    {
        var pattern = section.Object("pattern");
        return pattern.OptionalText("String") is not { } literal ? null
            : literal.Length > 0 ? literal
            : throw pattern.Wrong("String", pattern.Find("String")!.Value, "at least one character");
    }
}
