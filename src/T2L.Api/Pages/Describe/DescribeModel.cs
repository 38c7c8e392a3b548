using T2L.Registry;

namespace T2L.Api.Pages.Describe;

/// <summary>What the page to describe tasks begins with.</summary>
/// <param name="Text">A description to start from; empty for none.</param>
/// <param name="MayPromote">Whether the caller may make an adapter champion.</param>
public sealed record DescribeModel(string Text, bool MayPromote)
{
    /// <summary>Most characters of a description.</summary>
    public static int MaxCharacters => TaskDescription.MaxCharacters;

    /// <summary>Sentences to start from, which the bundled models understand.</summary>
    public static IReadOnlyList<string> Samples { get; } =
    [
        "Write the word backwards.",
        "Say how many words the list has, in parentheses.",
        "Add five to the number.",
        "Which day of the month is it?",
        "What is this noun in French?",
        "How old is the person?",
    ];
}
