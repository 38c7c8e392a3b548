namespace T2L.Training.Benchmarks;

/// <summary>Reads yes or no out of an answer the way the reference does, traps included.</summary>
internal static class YesNoAnswer
{
    // In this order, wherever in the text: so "invalid" means yes, and "unknown" means no.
    private static readonly (string Mark, bool Value)[] Marks =
    [
        ("1", true), ("0", false), ("yes", true), ("no", false), ("true", true), ("false", false),
        ("positive", true), ("negative", false), ("valid", true), ("invalid", false),
    ];

    /// <summary>Yes or no; null where no mark occurs.</summary>
    public static bool? Read(string text)
    {
        var lower = text.ToLowerInvariant();
        foreach (var (mark, value) in Marks)
            if (lower.Contains(mark, StringComparison.Ordinal))
                return value;
        return null;
    }

    /// <summary>Whether an answer says what the target says; one that says nothing is wrong.</summary>
    public static bool Same(string answer, string target) => Read(answer) is { } value && value == Read(target);
}
