using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Api.Adapters;
using T2L.Api.Document;
using T2L.Api.Jobs;
using T2L.Api.Validation;
using T2L.Contracts;
using T2L.Registry;
using T2L.Registry.Catalog;
using T2L.Registry.Search;

namespace T2L.Api.Tasks;

/// <summary>Tells where a description lies before anything is made of it.</summary>
internal static class TaskEndpoints
{
    private const int MaxAdapters = 20;
    private const int AdaptersUnlessSaid = 5;

    public static void MapTasks(this IEndpointRouteBuilder app) => app.MapGet("/v1/tasks/near", FindNear).WithTags("Tasks")
        .WithName(nameof(FindNear))
        .WithSummary("How new a task is to the hypernetwork, which training tasks are nearest, and which adapters there are for tasks like it.")
        .Given("text", "Spell it the other way round.", required: true)
        .Answers(new NearResponse(Demo.Digest, JobExamples.Ready.Novelty, AdapterExamples.Near.Items))
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<NearResponse>, ProblemHttpResult>> FindNear(
        ITaskReader reader, CatalogSearch search, CancellationToken cancellationToken, string? text = null, int limit = AdaptersUnlessSaid)
    {
        if (TaskDescription.Fault(text) is { } fault)
            return Problems.Invalid("text", fault);
        if (PageLimit.Refusal(limit, AdaptersUnlessSaid, MaxAdapters) is { } refusal)
            return refusal;
        var reading = await reader.ReadAsync(text!, cancellationToken);
        var near = await search.SearchAsync(new CatalogPageRequest(limit), reading.ToQuery(), cancellationToken);
        return TypedResults.Ok(new NearResponse(reading.Encoder, reading.Novelty, [.. near.Items.Select(AdapterResponse.Of)]));
    }
}
