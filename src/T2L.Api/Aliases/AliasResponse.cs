using T2L.Registry.Aliases;

namespace T2L.Api.Aliases;

/// <summary>Where an alias points. The header <c>ETag</c> names its last move; <c>If-Match</c> with it moves the alias only if nobody did in between.</summary>
/// <param name="Adapter">The adapter's name.</param>
/// <param name="Alias">The alias.</param>
/// <param name="Version">Number of the version it points at.</param>
/// <param name="Digest">Digest of that version.</param>
/// <param name="PreviousVersion">Number of the version before its last move; a rollback returns there. Null until it was moved.</param>
/// <param name="ChangedAt">When it was moved last.</param>
/// <param name="ChangedBy">Who did.</param>
internal sealed record AliasResponse(string Adapter, string Alias, int Version, string Digest, int? PreviousVersion, DateTimeOffset ChangedAt, string ChangedBy)
{
    public static AliasResponse Of(AliasEntry entry) =>
        new(entry.Adapter, entry.Alias, entry.Version, entry.Digest.Value, entry.PreviousVersion, entry.ChangedAt, entry.ChangedBy);
}

/// <summary>The aliases of an adapter, by name.</summary>
/// <param name="Items">The aliases.</param>
internal sealed record AliasListResponse(IReadOnlyList<AliasResponse> Items);
