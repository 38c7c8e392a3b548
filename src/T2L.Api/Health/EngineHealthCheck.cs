using Microsoft.Extensions.Diagnostics.HealthChecks;
using T2L.Contracts;

namespace T2L.Api.Health;

/// <summary>Ready when the engine, here or in a worker, says what it serves.</summary>
internal sealed class EngineHealthCheck(IInferenceEngine engine) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var info = await engine.DescribeAsync(cancellationToken);
            return HealthCheckResult.Healthy($"'{info.Model}' on {info.Device}.");
        }
        catch (InferenceException refusal)
        {
            return HealthCheckResult.Unhealthy(refusal.Message);
        }
    }
}
