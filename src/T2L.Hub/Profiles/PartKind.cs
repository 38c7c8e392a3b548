namespace T2L.Hub.Profiles;

/// <summary>What a part of a profile is for.</summary>
public enum PartKind
{
    /// <summary>Writes adapters.</summary>
    Hypernetwork,

    /// <summary>Answers.</summary>
    BaseModel,

    /// <summary>Reads descriptions.</summary>
    Encoder,
}
