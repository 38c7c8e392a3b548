namespace T2L.Registry.Data;

/// <summary>Somebody whose adapters are theirs alone.</summary>
public sealed record Tenant
{
    /// <summary>Its name; see <see cref="Tenants.TenantName"/> for what is allowed.</summary>
    public required string Id { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Versions it may have at most; null for any number.</summary>
    public long? MaxVersions { get; init; }

    /// <summary>Bytes it may have at most; null for any number.</summary>
    public long? MaxBytes { get; init; }
}
