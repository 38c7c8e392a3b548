using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Adapters.Fitting;
using T2L.Api.Document;
using T2L.Registry.Catalog;
using T2L.Registry.Data;

namespace T2L.Api.BaseModels;

/// <summary>The base models that adapters are made for.</summary>
internal static class BaseModelEndpoints
{
    public static void MapBaseModels(this IEndpointRouteBuilder app) => app.MapGet("/v1/base-models", ListBaseModels).WithTags("Base models")
        .WithName(nameof(ListBaseModels))
        .WithSummary("The base models that are known, newest first: those that workers have served, and those that the operator has added.")
        .Answers(new BaseModelList([Example]))
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static BaseModelResponse Example { get; } = new(
        Demo.Digest, "google/gemma-2-2b-it", ["gemma-2-2b"], "299a8560bedf22ed1c72a8a11e7dce4a7f9f51f8", "gemma2", 2_614_341_888, [new("model.layers.*.self_attn.q_proj", 2048, 2304, 26)], Demo.At);

    private static async Task<Ok<BaseModelList>> ListBaseModels(ModelCatalog models, CancellationToken cancellationToken) =>
        TypedResults.Ok(new BaseModelList([.. (await models.ListBaseModelsAsync(cancellationToken)).Select(BaseModelResponse.Of)]));
}

/// <summary>A base model.</summary>
/// <param name="Digest">Digest of its configuration and weights.</param>
/// <param name="Name">The name adapters give.</param>
/// <param name="AlsoCalled">Other names that adapters give.</param>
/// <param name="Revision">The revision on the hub it came from; null where that is not known.</param>
/// <param name="ModelType">Its architecture, for instance <c>llama</c>; null where that is not known.</param>
/// <param name="Parameters">Number of its weights; null where that is not known.</param>
/// <param name="Modules">The matrices that adapters may change: their path with a star for the layer, features out and in, number of layers. An adapter that does not fit is refused. Null where they are not known.</param>
/// <param name="CreatedAt">When it became known.</param>
internal sealed record BaseModelResponse(string Digest, string Name, IReadOnlyList<string> AlsoCalled, string? Revision, string? ModelType, long? Parameters, IReadOnlyList<ModuleShape>? Modules, DateTimeOffset CreatedAt)
{
    public static BaseModelResponse Of(BaseModel model) => new(model.Digest.Value, model.Name, model.AlsoCalled, model.Revision, model.ModelType, model.Parameters, model.Modules?.Modules, model.CreatedAt);
}

/// <summary>All base models.</summary>
/// <param name="Items">The models.</param>
internal sealed record BaseModelList(IReadOnlyList<BaseModelResponse> Items);
