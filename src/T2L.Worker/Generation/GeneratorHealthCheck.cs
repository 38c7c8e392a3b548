using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace T2L.Worker.Generation;

/// <summary>Ready when encoder and hypernetwork are loaded.</summary>
internal sealed class GeneratorHealthCheck(Loading<GenerationModels> models) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(models switch
    {
        { Loaded: { } loaded } => HealthCheckResult.Healthy($"'{models.Source}' for '{loaded.Generator.BaseModel}' on {loaded.Generator.Engine}."),
        { Failure: { } failure } => HealthCheckResult.Unhealthy($"The hypernetwork could not be loaded: {failure.Message}"),
        _ => HealthCheckResult.Unhealthy($"The hypernetwork is loading from '{models.Source}'."),
    });
}
