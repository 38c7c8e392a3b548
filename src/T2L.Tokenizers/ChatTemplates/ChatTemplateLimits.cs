namespace T2L.Tokenizers.ChatTemplates;

/// <summary>What a template may use; templates come from outside, so each of these ends in a refusal and never in a hang.</summary>
public sealed record ChatTemplateLimits
{
    /// <summary>The limits used where none are given.</summary>
    public static ChatTemplateLimits Default { get; } = new();

    /// <summary>Characters of the template. Default 262,144; the longest published ones have about 30,000.</summary>
    public int MaxTemplateCharacters { get; init; } = 256 * 1024;

    /// <summary>Tags, brackets and operators inside one another. Default 100.</summary>
    public int MaxNesting { get; init; } = 100;

    /// <summary>Evaluations inside one another, macro calls included. Default 500.</summary>
    public int MaxDepth { get; init; } = 500;

    /// <summary>Evaluated nodes and handled items in one rendering. Default 10,000,000, a second or two.</summary>
    public long MaxSteps { get; init; } = 10_000_000;

    /// <summary>Characters of all the texts made on the way. Default 67,108,864.</summary>
    public long MaxCreatedCharacters { get; init; } = 64L << 20;

    /// <summary>Characters of one text, the rendered one included. Default 4,194,304.</summary>
    public int MaxTextCharacters { get; init; } = 4 << 20;

    /// <summary>Items of one <c>range</c>. Default 100,000, as in Jinja's sandbox.</summary>
    public int MaxRange { get; init; } = 100_000;

    /// <summary>Lists and mappings inside one another. Default 100.</summary>
    public int MaxValueDepth { get; init; } = 100;

    /// <summary>Bits of a whole number. Default 2,048.</summary>
    public int MaxIntegerBits { get; init; } = 2048;
}
