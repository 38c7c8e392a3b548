using T2L.Adapters.Svf;

namespace T2L.Svf.Adaptation;

/// <summary>
/// Dispatch by a classification expert that was trained on bare requests and answers with one letter: A for its first label, B for its second.
/// For models that read no instructions.
/// </summary>
public sealed class DispatchLetters : IDispatch
{
    /// <summary>Most labels: letters from A to Z.</summary>
    public const int MaxLabels = 26;

    /// <summary>Name of the detail of an expert's origin that lists its labels, one a line.</summary>
    public const string LabelsDetail = "dispatch_labels";

    private const int MostShown = 8;

    private readonly string[] _labels;

    /// <summary>Keeps the labels.</summary>
    /// <param name="labels">The first one has the letter A.</param>
    /// <exception cref="ArgumentException">None, more than 26, one twice or empty.</exception>
    public DispatchLetters(IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        _labels = DispatchLabels.Checked(labels);
        if (_labels.Length > MaxLabels)
            throw new ArgumentException($"There are {_labels.Length} labels; letters tell at most {MaxLabels} apart. Leave some out.", nameof(labels));
    }

    /// <inheritdoc/>
    public string? Instructions => null;

    /// <inheritdoc/>
    public int MaxTokens => 4;

    /// <inheritdoc/>
    public string Identity => string.Join('\n', _labels);

    /// <summary>The labels, in the order of their letters.</summary>
    public IReadOnlyList<string> Labels => _labels;

    /// <summary>The letter of a label.</summary>
    /// <param name="place">Its place, from 0.</param>
    public static string Letter(int place) => ((char)('A' + place)).ToString();

    /// <summary>The dispatch that a classification expert was trained for.</summary>
    /// <param name="expert">What the expert's file says.</param>
    /// <returns>Null where the file lists no labels: the expert answers requests, or was trained on <see cref="DispatchPrompt"/>.</returns>
    /// <exception cref="ArgumentException">It lists labels that cannot be told apart.</exception>
    public static DispatchLetters? Of(SvfManifest expert)
    {
        ArgumentNullException.ThrowIfNull(expert);
        return expert.Origin.Details.TryGetValue(LabelsDetail, out var labels) ? new DispatchLetters(labels.Split('\n')) : null;
    }

    /// <summary>Refuses experts none of which a letter means, or two of which one letter does.</summary>
    /// <param name="experts">The experts at hand.</param>
    /// <exception cref="ArgumentException">There are such; the message says which labels there are.</exception>
    public void RequireAnyOf(IReadOnlyList<DispatchSkill> experts)
    {
        ArgumentNullException.ThrowIfNull(experts);
        foreach (var label in _labels.Where(label => experts.All(expert => expert.Label != label)))
        {
            if (experts.Where(expert => expert.Alias == label).ToList() is { Count: > 1 } same)
                throw new ArgumentException($"The classification expert's '{label}' stands for {same.Count} of the experts at hand: {Show(same)}. It cannot tell them apart; leave all but one out.");
        }

        if (Unnamed(experts).Count == experts.Count)
        {
            throw new ArgumentException(
                $"The classification expert knows {Show(_labels)}; the experts at hand are {Show(experts)}, none of those. Name experts that it was trained for, or train one for these: ./t2l svf train --dispatch.");
        }
    }

    /// <summary>Experts that no letter means, and that are never chosen.</summary>
    /// <param name="experts">The experts at hand.</param>
    /// <returns>Those of them.</returns>
    public IReadOnlyList<DispatchSkill> Unnamed(IReadOnlyList<DispatchSkill> experts) =>
        [.. experts.Except(_labels.Select(label => DispatchSkill.Find(experts, label)).OfType<int>().Select(place => experts[place]))];

    /// <inheritdoc/>
    public string Read(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Trim() is [>= 'A' and <= 'Z' and var letter] && letter - 'A' < _labels.Length ? _labels[letter - 'A'] : Skill.Other;
    }

    private static string Show(IEnumerable<DispatchSkill> experts) => Show(experts.Select(expert => expert.Label));

    private static string Show(IEnumerable<string> labels)
    {
        string[] all = [.. labels];
        return $"'{string.Join("', '", all.Take(MostShown))}'{(all.Length > MostShown ? $" and {all.Length - MostShown} more" : "")}";
    }
}
