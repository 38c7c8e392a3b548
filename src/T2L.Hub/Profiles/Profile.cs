namespace T2L.Hub.Profiles;

/// <summary>Models that belong together: what writes adapters, what they are for, what reads the descriptions.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Hypernetwork">The hypernetwork.</param>
/// <param name="BaseModel">The model its adapters are for.</param>
/// <param name="Encoder">The text encoder it was trained with.</param>
public sealed record Profile(string Name, ProfilePart Hypernetwork, ProfilePart BaseModel, ProfilePart Encoder)
{
    /// <summary>What a profile is written with on the command line of <c>pull</c>.</summary>
    public const string Prefix = "profile:";

    /// <summary>Name of the chat template; null for the model's own.</summary>
    public string? ChatTemplate { get; init; }

    /// <summary>Number format to compute in; null for the configuration's.</summary>
    public string? Precision { get; init; }

    /// <summary>The parts with their names.</summary>
    public IReadOnlyList<(PartKind Kind, ProfilePart Part)> Parts =>
        [(PartKind.Hypernetwork, Hypernetwork), (PartKind.BaseModel, BaseModel), (PartKind.Encoder, Encoder)];
}
