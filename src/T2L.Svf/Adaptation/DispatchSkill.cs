using T2L.Adapters.Svf;

namespace T2L.Svf.Adaptation;

/// <summary>One expert as the first pass describes it to the model.</summary>
/// <param name="Label">What the model answers with, and what the expert is called.</param>
/// <param name="Covers">What belongs to it, in one sentence without its full stop.</param>
/// <param name="Alias">What its file calls it, where that is something else; answers with that are understood where no other expert's file says the same. Null for nothing.</param>
public sealed record DispatchSkill(string Label, string Covers, string? Alias = null)
{
    /// <summary>Name of the detail of an expert's origin that says what it covers.</summary>
    public const string CoversDetail = "covers";

    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["code"] = "the user wants a program, function, query or script written, fixed or explained",
        ["math"] = "the result is a number or formula obtained by calculation, algebra, geometry, counting or probability",
        ["reasoning"] = "the user wants a choice or conclusion reached from facts, science knowledge or logic, without heavy calculation",
    };

    /// <summary>An expert by what it says of itself, else by what is known of its label, else by its name alone.</summary>
    /// <param name="expert">What the expert's file says.</param>
    /// <param name="name">What the caller calls it; null for the label in its file.</param>
    /// <returns>The skill.</returns>
    public static DispatchSkill Of(SvfManifest expert, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(expert);
        var label = name ?? expert.Label;
        // Mixes are all called alike; their names say more.
        var kind = expert.Label.Length == 0 || expert.Origin.Method == "mix" ? label : expert.Label;
        var covers = expert.Origin.Details.GetValueOrDefault(CoversDetail) is { Length: > 0 } said
            ? said
            : Known.GetValueOrDefault(expert.Label) ?? $"the request is of the kind '{kind}'";
        return new DispatchSkill(label, covers, expert.Label.Length > 0 && expert.Label != label ? expert.Label : null);
    }

    /// <summary>The expert that a label means: the one that is called so, else the only one whose file is.</summary>
    /// <param name="skills">The experts at hand.</param>
    /// <param name="label">The label.</param>
    /// <returns>Its place, from 0; null where the label means none of them, or several.</returns>
    public static int? Find(IReadOnlyList<DispatchSkill> skills, string label)
    {
        ArgumentNullException.ThrowIfNull(skills);
        var places = Enumerable.Range(0, skills.Count);
        var found = places.Where(place => skills[place].Label == label).ToList();
        if (found.Count == 0)
            found = [.. places.Where(place => skills[place].Alias == label)];
        return found is [var only] ? only : null;
    }
}
