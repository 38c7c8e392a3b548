namespace T2L.Adapters.Svf;

/// <summary>Which matrices of a layer are decomposed and gated, by the names of their modules.</summary>
public static class SvfTargets
{
    private static readonly Dictionary<string, string[]> Groups = new(StringComparer.Ordinal)
    {
        ["mlp"] = ["gate_proj", "up_proj", "down_proj"],
        ["attention"] = ["q_proj", "k_proj", "v_proj", "o_proj"],
    };

    /// <summary>All that can be chosen, in the order in which a layer's weights stand in a state dict.</summary>
    public static IReadOnlyList<string> All { get; } = new ValueList<string>([.. Groups["attention"], .. Groups["mlp"]]);

    /// <summary>The choice of the official code: <c>gate_proj</c>, <c>up_proj</c>, <c>down_proj</c>.</summary>
    public static IReadOnlyList<string> Mlp { get; } = new ValueList<string>(Groups["mlp"]);

    /// <summary>The four projections of attention. The paper's attention expert is <c>q,v</c> only.</summary>
    public static IReadOnlyList<string> Attention { get; } = new ValueList<string>(Groups["attention"]);

    /// <summary>Reads a choice: <c>gate,up,down</c>, <c>q,v</c>, <c>q_proj</c>, or one of the words mlp, attention and all.</summary>
    /// <param name="text">Words separated by commas.</param>
    /// <returns>Module names in the order of <see cref="All"/>.</returns>
    /// <exception cref="ArgumentException">An unknown word, or none at all.</exception>
    public static IReadOnlyList<string> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var chosen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            chosen.UnionWith(Modules(word));
        return chosen.Count > 0
            ? new ValueList<string>(All.Where(chosen.Contains))
            : throw new ArgumentException("No target is named; expected for instance gate,up,down or q,v, or one of mlp, attention, all.", nameof(text));
    }

    /// <summary>A choice as <see cref="Parse"/> reads it, in short words: <c>gate,up,down</c>.</summary>
    /// <param name="modules">Module names.</param>
    /// <returns>The words.</returns>
    public static string Show(IEnumerable<string> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        return string.Join(',', modules.Select(module => module.Replace("_proj", "", StringComparison.Ordinal)));
    }

    /// <summary>What is wrong with a list of module names; null where it is one of the choices, in order.</summary>
    internal static string? Fault(IReadOnlyList<string> modules) =>
        modules.Count > 0 && modules.SequenceEqual(All.Where(modules.Contains), StringComparer.Ordinal)
            ? null
            : $"the targets are '{string.Join(',', modules)}'; expected some of {string.Join(", ", All)}, each once and in this order";

    private static IEnumerable<string> Modules(string word)
    {
        if (word == "all")
            return All;
        if (Groups.TryGetValue(word, out var group))
            return group;
        var module = word.EndsWith("_proj", StringComparison.Ordinal) ? word : word + "_proj";
        return All.Contains(module)
            ? [module]
            : throw new ArgumentException($"'{word}' is no target; expected some of q, k, v, o, gate, up, down, or one of mlp, attention, all.");
    }
}
