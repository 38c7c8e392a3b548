using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Api.Adapters;
using T2L.Api.Document;
using T2L.Registry.Catalog;
using T2L.Registry.Deployments;

namespace T2L.Api.Workers;

/// <summary>The workers, and where a version runs.</summary>
internal static class WorkerEndpoints
{
    public static void MapWorkers(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/workers", ListWorkers).WithTags("Workers").WithName(nameof(ListWorkers))
            .WithSummary("The workers that are at work; one that has been silent for half a minute is left out.")
            .Answers(new WorkerList([new("gpu-1", Demo.BaseModel, "cuda:0", Demo.At, Demo.At, Adapters: 3)]))
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        app.MapGet("/v1/adapters/{reference}/deployments", ListDeployments).WithTags("Workers").WithName(nameof(ListDeployments))
            .WithSummary("Which workers hold a version, since when, and when somebody last asked for it. A slash in a name is written %2F here.")
            .Answers(new DeploymentList([new("gpu-1", "cuda:0", Demo.At, Demo.At, Demo.At)]))
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Ok<WorkerList>> ListWorkers(WorkerDirectory workers, CancellationToken cancellationToken) =>
        TypedResults.Ok(new WorkerList(await workers.ListAsync(cancellationToken)));

    private static async Task<Ok<DeploymentList>> ListDeployments(string reference, AdapterCatalog catalog, WorkerDirectory workers, CancellationToken cancellationToken)
    {
        var name = AdapterQueries.Reference(reference);
        var entry = await catalog.FindAsync(name, cancellationToken) ?? throw new AdapterNotFoundException(name);
        return TypedResults.Ok(new DeploymentList(await workers.OfAsync(entry.Digest, cancellationToken)));
    }
}

/// <summary>The workers that are at work, by name.</summary>
/// <param name="Items">The workers.</param>
internal sealed record WorkerList(IReadOnlyList<WorkerEntry> Items);

/// <summary>Where a version runs, by worker.</summary>
/// <param name="Items">The places.</param>
internal sealed record DeploymentList(IReadOnlyList<DeploymentEntry> Items);
