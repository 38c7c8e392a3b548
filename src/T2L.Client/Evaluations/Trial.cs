using T2L.Client.Adapters;

namespace T2L.Client.Evaluations;

/// <summary>Examples that an adapter is measured on.</summary>
/// <param name="Examples">The examples, 1 to 64.</param>
public sealed record Trial(IReadOnlyList<Example> Examples)
{
    /// <summary>What the figures are kept under; null makes a name of the examples' digest.</summary>
    public string? Suite { get; init; }

    /// <summary>When an answer is right: <c>whole</c> (null too), <c>number</c>, <c>choice</c> or <c>formula</c>.</summary>
    public string? Checker { get; init; }

    /// <summary>Tokens of an answer at most, 1 to 1,024; null for 64.</summary>
    public int? MaxTokens { get; init; }
}
