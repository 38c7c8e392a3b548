namespace T2L.Registry.Data;

/// <summary>A key that lets a program or a person in. Its secret is kept as a hash only.</summary>
public sealed record ApiKey
{
    /// <summary>Its identity; a version 7 uuid, so ids sort by time.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose it is; the database fills it.</summary>
    public string Tenant { get; init; } = null!;

    /// <summary>What it is for, in a word or two.</summary>
    public required string Name { get; init; }

    /// <summary>How its secret begins; unique, and no secret.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the whole secret.</summary>
    public required byte[] SecretHash { get; init; }

    /// <summary>What it allows; see <see cref="Keys.KeyScope"/>.</summary>
    public required string[] Scopes { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>From when on it lets nobody in; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Who revoked it.</summary>
    public string? RevokedBy { get; init; }

    /// <summary>When it was used last, to the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The key that it replaces.</summary>
    public Guid? RotatedFrom { get; init; }
}
