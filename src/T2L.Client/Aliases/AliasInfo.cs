using System.Text.Json.Serialization;

namespace T2L.Client.Aliases;

/// <summary>Where an alias points.</summary>
/// <param name="Adapter">The adapter's name.</param>
/// <param name="Alias">The alias.</param>
/// <param name="Version">Number of the version it points at.</param>
/// <param name="Digest">Digest of that version.</param>
/// <param name="PreviousVersion">Number of the version before its last move; null until it was moved.</param>
/// <param name="ChangedAt">When it was moved last.</param>
/// <param name="ChangedBy">Who did.</param>
public sealed record AliasInfo(string Adapter, string Alias, int Version, string Digest, int? PreviousVersion, DateTimeOffset ChangedAt, string ChangedBy)
{
    /// <summary>Names its last move: given back with a change, the change is made only if nobody moved it in between. Null in lists.</summary>
    [JsonIgnore]
    public string? Tag { get; init; }
}
