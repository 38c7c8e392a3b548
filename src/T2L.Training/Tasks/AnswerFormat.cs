namespace T2L.Training.Tasks;

/// <summary>How an answer is dressed: a fixed text before it and a fixed text after it.</summary>
/// <param name="Name">The short name, for instance <c>brackets</c>.</param>
/// <param name="Prefix">What stands before the answer; may be empty.</param>
/// <param name="Suffix">What stands after the answer; may be empty.</param>
public sealed record AnswerFormat(string Name, string Prefix, string Suffix)
{
    /// <summary>The answer as it is.</summary>
    public static AnswerFormat Plain { get; } = new("plain", "", "");

    /// <summary>The twelve formats of the suite, plain first.</summary>
    public static IReadOnlyList<AnswerFormat> All { get; } =
    [
        Plain,
        new("brackets", "[", "]"),
        new("parens", "(", ")"),
        new("angles", "<", ">"),
        new("braces", "{", "}"),
        new("quotes", "\"", "\""),
        new("exclamation", "", "!"),
        new("period", "", "."),
        new("stars", "*", "*"),
        new("label", "ans: ", ""),
        new("arrow", "-> ", ""),
        new("hash", "#", ""),
    ];

    /// <summary>The tag of this format in a task code.</summary>
    public string Tag => "format." + Name;

    /// <summary>Dresses an answer.</summary>
    public string Apply(string answer) => string.Concat(Prefix, answer, Suffix);
}
