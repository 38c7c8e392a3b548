using T2L.Api.Document;
using T2L.Api.Jobs;
using T2L.Api.Security;
using T2L.Api.Validation;
using T2L.Registry.Keys;

namespace T2L.Api.Adapters;

/// <summary>The adapters: order one, mix several, look at them, take one away, bring it back.</summary>
internal static class AdapterEndpoints
{
    public static void MapAdapters(this IEndpointRouteBuilder app)
    {
        var adapters = app.MapGroup("/v1/adapters").WithTags("Adapters").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        adapters.MapPost("/", GenerateAdapterHandler.GenerateAdapter).Needs(KeyScope.Generate)
            .WithName(nameof(GenerateAdapterHandler.GenerateAdapter))
            .WithSummary("Make an adapter from a task description.")
            .WithDescription("With the header 'Prefer: wait=N' the answer waits up to N seconds for the adapter (201); otherwise it is the job (202). With 'Idempotency-Key' the same order sent again is the job that is there.")
            .Validate<GenerateAdapterRequest>()
            .Sends(AdapterExamples.Order).Answers(StatusCodes.Status201Created, AdapterExamples.Adapter).Answers(StatusCodes.Status202Accepted, JobExamples.Queued)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status500InternalServerError);
        adapters.MapPost("/batch", GenerateBatchHandler.GenerateAdapters).Needs(KeyScope.Generate)
            .WithName(nameof(GenerateBatchHandler.GenerateAdapters))
            .WithSummary("Make adapters from up to 100 task descriptions.")
            .WithDescription("All or none are ordered; the jobs come back in the order of the request. With 'Idempotency-Key' the same order sent again is the jobs that are there.")
            .Validate<GenerateBatchRequest>()
            .Sends(AdapterExamples.Orders).Answers(StatusCodes.Status202Accepted, JobExamples.Batch)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        adapters.MapPost("/mix", MixAdaptersHandler.MixAdapters).Needs(KeyScope.Generate)
            .WithName(nameof(MixAdaptersHandler.MixAdapters))
            .WithSummary("Mix SVF experts into a new one.")
            .WithDescription("The answer names its parts, their weights and their digest in 'mix'. The same mix asked for again is the version that exists (200), whatever its name. With examples the worker finds the weights, which takes seconds to minutes.")
            .Validate<MixAdaptersRequest>()
            .Sends(AdapterExamples.Mix).Answers(StatusCodes.Status201Created, AdapterExamples.Adapter with { Kind = "svf", Rank = null, Alpha = null })
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        adapters.MapGet("/", AdapterQueries.ListAdapters)
            .WithName(nameof(AdapterQueries.ListAdapters))
            .WithSummary("The published adapters, newest first; all filters that are given have to hold. q looks for words, like for a task in plain words, both best first; deleted=true lists those that can be restored.")
            .AdaptersFound()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        adapters.MapGet("/map", AdapterMapHandler.MapAdapters)
            .WithName(nameof(AdapterMapHandler.MapAdapters))
            .WithSummary("The adapters in two dimensions, by what their tasks mean; a sample of 3,000 where there are more.")
            .Answers(AdapterExamples.Map).Given("encoder", Demo.Digest)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        // Names may hold slashes, so the rest of the path is the reference; /download below is more specific and wins.
        adapters.MapGet("/{**reference}", AdapterQueries.GetAdapter)
            .WithName(nameof(AdapterQueries.GetAdapter))
            .WithSummary("One adapter by id, digest, name (its newest version), name:version or name@alias.")
            .Answers(AdapterExamples.Adapter)
            .ProducesProblem(StatusCodes.Status404NotFound);
        adapters.MapGet("/{reference}/similar", AdapterQueries.ListSimilarAdapters)
            .WithName(nameof(AdapterQueries.ListSimilarAdapters))
            .WithSummary("The adapters whose tasks are nearest to this one's, nearest first. A slash in a name is written %2F here.")
            .Answers(AdapterExamples.Near)
            .ProducesProblem(StatusCodes.Status404NotFound);
        adapters.MapDelete("/{**reference}", AdapterDeletionHandlers.DeleteAdapter).Needs(KeyScope.Write)
            .WithName(nameof(AdapterDeletionHandlers.DeleteAdapter))
            .WithSummary("Delete one version by id, digest, name:version or name@alias; by a name, all its versions. They can be restored.")
            .Given("reference", Demo.Spare).Answers(AdapterExamples.Whole)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        adapters.MapPost("/{reference}/restore", AdapterDeletionHandlers.RestoreAdapter).Needs(KeyScope.Write)
            .WithName(nameof(AdapterDeletionHandlers.RestoreAdapter))
            .WithSummary("Restore what was deleted: one version, or by a name all of its deleted ones. A slash in a name is written %2F here.")
            .Given("reference", Demo.Deleted).Answers(AdapterExamples.Whole)
            .ProducesProblem(StatusCodes.Status404NotFound);
        adapters.MapGet("/{reference}/download", AdapterDownload.DownloadAdapter)
            .WithName(nameof(AdapterDownload.DownloadAdapter))
            .WithSummary("The adapter as a zip of its files: PEFT's two, or an expert's one. A slash in a name is written %2F here.")
            .Produces(StatusCodes.Status200OK, contentType: "application/zip")
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static RouteHandlerBuilder AdaptersFound(this RouteHandlerBuilder route) => route.Answers(AdapterExamples.List)
        .Given("q", "reverse -number").Given("kind", "lora").Given("base_model", Demo.BaseModel).Given("name", "demo/").Given("alias", Demo.Alias).Given("owner", "team-text")
        .Given("tag", AdapterExamples.Tags).Given("property", AdapterExamples.Properties).Given("rank", 8).Given("min_score", 0.4).Given("status", "ready").Given("deleted", true).Given("like", "Spell it the other way round.")
        .Given("sort", "name");
}
