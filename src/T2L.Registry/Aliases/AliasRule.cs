namespace T2L.Registry.Aliases;

/// <summary>What has to hold before an alias moves; section <c>Aliases:NAME</c>, for the alias of that name of every adapter.</summary>
public sealed class AliasRule
{
    /// <summary>Whether only those who may approve set, roll back and remove it. Default false, of <c>champion</c> true; without authentication everybody may.</summary>
    public bool Protected { get; set; }

    /// <summary>The suite on which the version must have been measured; empty (default) asks for nothing.</summary>
    public string Suite { get; set; } = "";

    /// <summary>The metric of that suite. Default <c>accuracy</c>.</summary>
    public string Metric { get; set; } = "accuracy";

    /// <summary>The least value of it; null (default) for any.</summary>
    public double? AtLeast { get; set; }

    /// <summary>Whether the value may not be below that of the version it points at now. Default false. A version without a value is no bar.</summary>
    public bool NotBelowCurrent { get; set; }
}

/// <summary>The rules of aliases, by alias.</summary>
public sealed class AliasRules
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Aliases";

    /// <summary>The alias that is protected unless somebody says otherwise.</summary>
    public const string Champion = "champion";

    /// <summary>The rules. Keys of a configuration have no case, aliases are in lower case: <c>Aliases__CHAMPION__Protected</c> is about <c>champion</c>.</summary>
    public Dictionary<string, AliasRule> ByName { get; } = new(StringComparer.OrdinalIgnoreCase) { [Champion] = new AliasRule { Protected = true } };

    /// <summary>The aliases that only those who may approve move, by name.</summary>
    public IReadOnlyList<string> Protected => [.. ByName.Where(rule => rule.Value.Protected).Select(rule => rule.Key.ToLowerInvariant()).Order(StringComparer.Ordinal)];

    /// <summary>The rule of an alias; one that asks for nothing where there is none.</summary>
    public AliasRule Of(string alias) => ByName.GetValueOrDefault(alias) ?? new AliasRule();
}

/// <summary>A version was not measured, or not well enough, for an alias to point at it. Nothing was changed; the message has the numbers.</summary>
/// <param name="message">What, got, expected, what next.</param>
public sealed class AliasEvaluationException(string message) : Exception(message);
