using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Api.Document;
using T2L.Contracts;
using T2L.Registry.Catalog;

namespace T2L.Api.Completions;

/// <summary>Lists what can be asked, in the form of the OpenAI API.</summary>
internal static class ModelEndpoints
{
    public static void MapModels(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/models", ListModels)
            .WithTags("Completions")
            .WithName(nameof(ListModels))
            .WithSummary("The base model and the 200 newest adapters; GET /v1/adapters has all of them.")
            .Answers(CompletionExamples.Models)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Ok<ModelList>> ListModels(IInferenceEngine engine, AdapterCatalog catalog, CancellationToken cancellationToken)
    {
        var info = await engine.DescribeAsync(cancellationToken);
        var page = await catalog.ListAsync(new CatalogPageRequest(CatalogPageRequest.MaxSize), cancellationToken);
        return TypedResults.Ok(new ModelList("list", [ModelItem.Of(info), .. page.Items.Select(ModelItem.Of)]));
    }
}
