using T2L.Client.Wire;

namespace T2L.Client.Tenants;

/// <summary>The caller's tenant.</summary>
public sealed class TenantsClient
{
    private readonly Server _server;

    internal TenantsClient(Server server) => _server = server;

    /// <summary>How much the caller's tenant has, and may have. Deleted versions count until they are purged.</summary>
    /// <param name="cancellationToken">Stops the asking.</param>
    public Task<UsageInfo> UsageAsync(CancellationToken cancellationToken = default) => _server.GetAsync<UsageInfo>("v1/usage", cancellationToken);
}

/// <summary>How much a tenant has, and may have.</summary>
/// <param name="Tenant">Its name.</param>
/// <param name="Versions">Versions of adapters, deleted ones included.</param>
/// <param name="MaxVersions">As many it may have; null for any number.</param>
/// <param name="Bytes">Bytes of their files.</param>
/// <param name="MaxBytes">As many it may have; null for any number.</param>
public sealed record UsageInfo(string Tenant, long Versions, long? MaxVersions, long Bytes, long? MaxBytes);
