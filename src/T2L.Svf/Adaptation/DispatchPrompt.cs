using System.Text;

namespace T2L.Svf.Adaptation;

/// <summary>Dispatch by asking: a system message lists the experts, and the model answers with a label in a box.</summary>
/// <remarks>The base model answers, or the base with a classification expert that was trained on this very prompt.</remarks>
public sealed class DispatchPrompt : IDispatch
{
    private readonly string[] _labels; // and aliases

    /// <summary>Writes the system message.</summary>
    /// <param name="skills">The experts, in the order in which they are listed.</param>
    /// <exception cref="ArgumentException">No expert, a label twice or empty, one that is <c>other</c>, or one that cannot stand in a box.</exception>
    public DispatchPrompt(IReadOnlyList<DispatchSkill> skills)
    {
        ArgumentNullException.ThrowIfNull(skills);
        _labels = DispatchLabels.Checked(skills.Select(skill => skill.Label));
        if (_labels.FirstOrDefault(label => label.Contains('}', StringComparison.Ordinal)) is { } odd)
            throw new ArgumentException($"The expert '{odd}' has a brace in its label; the first pass answers with a label in braces. Name the expert without.", nameof(skills));
        _labels = [.. _labels, .. skills.Select(skill => skill.Alias).OfType<string>()];
        Instructions = Write(skills);
    }

    /// <inheritdoc/>
    public string Instructions { get; }

    /// <inheritdoc/>
    public int MaxTokens => 64;

    /// <inheritdoc/>
    public string Identity => Instructions;

    /// <inheritdoc/>
    public string Read(string answer) => Skill.Read(answer, _labels);

    private static string Write(IReadOnlyList<DispatchSkill> skills)
    {
        var text = new StringBuilder("You assign each user request to one specialist. Do not solve the request.\nSpecialists:\n");
        foreach (var skill in skills)
            text.Append(skill.Label).Append(" - ").Append(skill.Covers).Append(".\n");
        return text.Append(Skill.Other).Append(" - none of these fits.\n")
            .Append("Decide by the skill that most of the work needs. If two fit, take the one that carries the final answer.\n")
            .Append("Reply with one line and nothing else, for example:\nSpecialist: \\boxed{").Append(skills[0].Label).Append('}').ToString();
    }
}
