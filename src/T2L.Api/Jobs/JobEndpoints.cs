using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Registry.Jobs;

namespace T2L.Api.Jobs;

/// <summary>Shows how a generation stands.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/jobs/{id}", GetJob)
            .WithTags("Jobs")
            .WithName(nameof(GetJob))
            .WithSummary("How a generation job stands; when ready, its adapter and the time of each stage.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<JobResponse>, ProblemHttpResult>> GetJob(Guid id, GenerationJobs jobs, CancellationToken cancellationToken) =>
        await jobs.FindAsync(id, cancellationToken) is { } job ? TypedResults.Ok(JobResponse.Of(job)) : Problems.JobNotFound(id);
}
