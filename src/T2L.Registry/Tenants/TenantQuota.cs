namespace T2L.Registry.Tenants;

/// <summary>How much a tenant may have. Deleted versions count until they are purged.</summary>
/// <param name="Versions">Versions of adapters; null for any number.</param>
/// <param name="Bytes">Bytes of their files; null for any number.</param>
public sealed record TenantQuota(long? Versions, long? Bytes);

/// <summary>How much a tenant has, and may have.</summary>
/// <param name="Tenant">Its name.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Versions">Versions of adapters, deleted ones included.</param>
/// <param name="Bytes">Bytes of their files; what two versions share counts for both.</param>
/// <param name="Quota">How much it may have.</param>
public sealed record TenantUsage(string Tenant, DateTimeOffset CreatedAt, long Versions, long Bytes, TenantQuota Quota);
