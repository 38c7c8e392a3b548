namespace T2L.Hub.Profiles;

/// <summary>Whether a part is on this machine.</summary>
/// <param name="Kind">Which part.</param>
/// <param name="Part">The part.</param>
/// <param name="Folder">Where its files lie; null where they are not all here.</param>
/// <param name="Missing">What is not here, in words; null where nothing is missing.</param>
public sealed record PartState(PartKind Kind, ProfilePart Part, string? Folder, string? Missing)
{
    /// <summary>The part's name in a sentence.</summary>
    public string KindName => Kind switch { PartKind.BaseModel => "base model", PartKind.Encoder => "encoder", _ => "hypernetwork" };
}
