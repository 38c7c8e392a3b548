namespace T2L.Client.Adapters;

/// <summary>SVF experts to be mixed into a new one.</summary>
/// <param name="Parts">The experts, 2 to 64.</param>
public sealed record MixRequest(IReadOnlyList<MixRequestPart> Parts)
{
    /// <summary>Examples, 3 to 64, by which a worker finds the weights; the parts have none then.</summary>
    public IReadOnlyList<Example>? Examples { get; init; }

    /// <summary>Generations of the search with examples, 1 to 50; null for 20.</summary>
    public int? Generations { get; init; }

    /// <summary>Start of the search's random numbers.</summary>
    public long? Seed { get; init; }

    /// <summary>What is added up: <c>gate</c> (null too), or <c>raw</c> as the official code does.</summary>
    public string? Space { get; init; }

    /// <summary>Name to publish under.</summary>
    public string? Name { get; init; }
}

/// <summary>One expert of a mix.</summary>
/// <param name="Adapter">Id, digest or name of the expert.</param>
/// <param name="Weight">Its weight; null where examples find it.</param>
public sealed record MixRequestPart(string Adapter, double? Weight = null);
