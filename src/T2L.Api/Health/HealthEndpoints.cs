using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using T2L.Api.Document;
using T2L.Api.Security;

namespace T2L.Api.Health;

/// <summary>Tells a supervisor whether the process lives and whether it can be sent work.</summary>
internal static class HealthEndpoints
{
    /// <summary>Checks with this tag decide about readiness; the bus and the worker bring their own.</summary>
    public const string ReadyTag = "ready";

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Health").ForEverybody();
        health.MapGet("/live", GetLive).WithName(nameof(GetLive)).WithSummary("200 as long as the process answers.")
            .Answers(new HealthResponse("live", new Dictionary<string, string>()));
        health.MapGet("/ready", GetReady).WithName(nameof(GetReady))
            .WithSummary("200 when registry, bus and models can take work; 503 with Retry-After until then.")
            .Answers(new HealthResponse("ready", new Dictionary<string, string> { ["registry"] = "healthy: PostgreSQL answers." }))
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static Ok<HealthResponse> GetLive() => TypedResults.Ok(new HealthResponse("live", new Dictionary<string, string>()));

    private static async Task<Results<Ok<HealthResponse>, ProblemHttpResult>> GetReady(HealthCheckService health, CancellationToken cancellationToken)
    {
        var report = await health.CheckHealthAsync(check => check.Tags.Contains(ReadyTag), cancellationToken);
        var checks = report.Entries.ToDictionary(entry => entry.Key, entry => Words(entry.Value), StringComparer.Ordinal);
        return report.Status == HealthStatus.Healthy
            ? TypedResults.Ok(new HealthResponse("ready", checks))
            : Problems.NotReady(FirstProblem(report), checks);
    }

    private static string FirstProblem(HealthReport report)
    {
        var (name, entry) = report.Entries.First(entry => entry.Value.Status != HealthStatus.Healthy);
        return entry.Description ?? $"Check '{name}' is {entry.Status}.";
    }

    private static string Words(HealthReportEntry entry) => $"{entry.Status.ToString().ToLowerInvariant()}: {entry.Description}";
}
