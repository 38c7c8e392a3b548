namespace T2L.Svf.Adaptation;

/// <summary>The answer of a dispatching first pass: which expert's skill a request needs.</summary>
public static class Skill
{
    /// <summary>None of the known ones: the base model answers.</summary>
    public const string Other = "other";

    private const string Opening = "\\boxed{";

    /// <summary>Reads the label inside the first box of an answer.</summary>
    /// <param name="answer">What the model said.</param>
    /// <param name="skills">The known labels, for instance code, math and reasoning.</param>
    /// <returns>A label that stands there exactly, case and spaces included; else <see cref="Other"/>.</returns>
    public static string Read(string answer, IReadOnlyList<string> skills)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(skills);
        for (var at = answer.IndexOf(Opening, StringComparison.Ordinal); at >= 0; at = answer.IndexOf(Opening, at + 1, StringComparison.Ordinal))
        {
            var start = at + Opening.Length;
            var end = answer.IndexOf('}', start);
            // An empty box is none, as in the official code's expression.
            if (end > start)
                return skills.Contains(answer[start..end], StringComparer.Ordinal) ? answer[start..end] : Other;
        }

        return Other;
    }
}
