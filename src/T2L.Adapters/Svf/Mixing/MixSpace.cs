namespace T2L.Adapters.Svf.Mixing;

/// <summary>What is added up when experts are mixed.</summary>
public enum MixSpace
{
    /// <summary>Gates: g = Σ α_k · g_k. One expert alone, with any weight, is that expert. The default.</summary>
    Gate,

    /// <summary>Stored numbers, taken as gates afterwards: g = Σ α_k · p_k, without a sigmoid. What the official code does; see docs/svf.md.</summary>
    Raw,
}

/// <summary>Spaces as they are written in digests, answers and commands.</summary>
public static class MixSpaceNames
{
    /// <summary>The word for a space.</summary>
    /// <param name="space">The space.</param>
    /// <returns><c>gate</c> or <c>raw</c>.</returns>
    public static string NameOf(this MixSpace space) => space == MixSpace.Gate ? "gate" : "raw";

    /// <summary>Reads a word.</summary>
    /// <param name="name">The word.</param>
    /// <returns>The space; null for any other word.</returns>
    public static MixSpace? Parse(string? name) => name switch
    {
        "gate" => MixSpace.Gate,
        "raw" => MixSpace.Raw,
        _ => null,
    };
}

/// <summary>What a matrix becomes whose weights are all zero.</summary>
public enum EmptyMatrix
{
    /// <summary>The mix is refused. The default.</summary>
    Refuse,

    /// <summary>It stays as the base model has it. For searches: where each matrix has its own weights, a candidate often has such a one.</summary>
    Base,
}

/// <summary>How experts are mixed.</summary>
public sealed record MixOptions
{
    /// <summary>What is added up. Default gates.</summary>
    public MixSpace Space { get; init; } = MixSpace.Gate;

    /// <summary>Whether a matrix's weights are divided by their sum. Default true. The weights of the network do not depend on it, only stored numbers do.</summary>
    public bool Normalize { get; init; } = true;

    /// <summary>What a matrix becomes whose weights are all zero. Default refuse.</summary>
    public EmptyMatrix WhereEmpty { get; init; } = EmptyMatrix.Refuse;
}
