using T2L.Api.Validation;

namespace T2L.Api.Adapters;

/// <summary>The adapters: order one, mix several, look at them, take one away, bring it back.</summary>
internal static class AdapterEndpoints
{
    public static void MapAdapters(this IEndpointRouteBuilder app)
    {
        var adapters = app.MapGroup("/v1/adapters").WithTags("Adapters").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        adapters.MapPost("/", GenerateAdapterHandler.GenerateAdapter)
            .WithName(nameof(GenerateAdapterHandler.GenerateAdapter))
            .WithSummary("Make an adapter from a task description.")
            .WithDescription("With the header 'Prefer: wait=N' the answer waits up to N seconds for the adapter (201); otherwise it is the job (202). With 'Idempotency-Key' the same order sent again is the job that is there.")
            .Validate<GenerateAdapterRequest>()
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status500InternalServerError);
        adapters.MapPost("/mix", MixAdaptersHandler.MixAdapters)
            .WithName(nameof(MixAdaptersHandler.MixAdapters))
            .WithSummary("Mix SVF experts into a new one.")
            .WithDescription("The answer names its parts, their weights and their digest in 'mix'. The same mix asked for again is the version that exists (200), whatever its name. With examples the worker finds the weights, which takes seconds to minutes.")
            .Validate<MixAdaptersRequest>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        adapters.MapGet("/", AdapterQueries.ListAdapters)
            .WithName(nameof(AdapterQueries.ListAdapters))
            .WithSummary("The published adapters, newest first; all filters that are given have to hold. q looks for words, as a search engine does; deleted=true lists those that can be restored.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        // Names may hold slashes, so the rest of the path is the reference; /download below is more specific and wins.
        adapters.MapGet("/{**reference}", AdapterQueries.GetAdapter)
            .WithName(nameof(AdapterQueries.GetAdapter))
            .WithSummary("One adapter by id, digest, name (its newest version), name:version or name@alias.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        adapters.MapDelete("/{**reference}", AdapterDeletionHandlers.DeleteAdapter)
            .WithName(nameof(AdapterDeletionHandlers.DeleteAdapter))
            .WithSummary("Delete one version by id, digest, name:version or name@alias; by a name, all its versions. They can be restored.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        adapters.MapPost("/{reference}/restore", AdapterDeletionHandlers.RestoreAdapter)
            .WithName(nameof(AdapterDeletionHandlers.RestoreAdapter))
            .WithSummary("Restore what was deleted: one version, or by a name all of its deleted ones. A slash in a name is written %2F here.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        adapters.MapGet("/{reference}/download", AdapterDownload.DownloadAdapter)
            .WithName(nameof(AdapterDownload.DownloadAdapter))
            .WithSummary("The adapter as a zip of its files: PEFT's two, or an expert's one. A slash in a name is written %2F here.")
            .Produces(StatusCodes.Status200OK, contentType: "application/zip")
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }
}
