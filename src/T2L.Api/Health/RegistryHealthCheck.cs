using Microsoft.Extensions.Diagnostics.HealthChecks;
using T2L.Registry;
using T2L.Registry.Catalog;

namespace T2L.Api.Health;

/// <summary>Ready when PostgreSQL answers a question about the catalog.</summary>
internal sealed class RegistryHealthCheck(AdapterCatalog catalog) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await catalog.ListAsync(new CatalogPageRequest(Size: 1), cancellationToken);
            return HealthCheckResult.Healthy("PostgreSQL answers.");
        }
        catch (RegistryUnavailableException error)
        {
            return HealthCheckResult.Unhealthy(error.Message, error);
        }
    }
}
