namespace T2L.Adapters.Examples.Checking;

/// <summary>The checkers that can be named in files and on command lines.</summary>
public static class AnswerCheckers
{
    private static readonly (string Name, IAnswerChecker Checker)[] All =
        [("whole", new WholeAnswer()), ("number", new LastNumber()), ("choice", new ChoiceLetter()), ("formula", new FormulaAnswer())];

    /// <summary>Their names: <c>whole</c>, <c>number</c>, <c>choice</c>, <c>formula</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(one => one.Name)];

    /// <summary>One of them.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static IAnswerChecker Of(string name) => Array.Find(All, one => one.Name == name).Checker
        ?? throw new ArgumentException($"There is no answer checker '{name}'; expected {string.Join(", ", Names.SkipLast(1))} or {Names[^1]}.");
}
