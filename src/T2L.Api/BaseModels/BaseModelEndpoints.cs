using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Api.Document;
using T2L.Registry.Catalog;
using T2L.Registry.Data;

namespace T2L.Api.BaseModels;

/// <summary>The base models that adapters are made for.</summary>
internal static class BaseModelEndpoints
{
    public static void MapBaseModels(this IEndpointRouteBuilder app) => app.MapGet("/v1/base-models", ListBaseModels).WithTags("Base models")
        .WithName(nameof(ListBaseModels))
        .WithSummary("The base models that workers have served, newest first.")
        .Answers(new BaseModelList([Example]))
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static BaseModelResponse Example { get; } = new(Demo.Digest, Demo.BaseModel, Revision: null, "llama", 1_234_567, Demo.At);

    private static async Task<Ok<BaseModelList>> ListBaseModels(ModelCatalog models, CancellationToken cancellationToken) =>
        TypedResults.Ok(new BaseModelList([.. (await models.ListBaseModelsAsync(cancellationToken)).Select(BaseModelResponse.Of)]));
}

/// <summary>A base model.</summary>
/// <param name="Digest">Digest of its configuration and weights.</param>
/// <param name="Name">The name adapters give.</param>
/// <param name="Revision">The revision on the hub it came from; null where that is not known.</param>
/// <param name="ModelType">Its architecture, for instance <c>llama</c>; null where that is not known.</param>
/// <param name="Parameters">Number of its weights; null where that is not known.</param>
/// <param name="CreatedAt">When a worker first served it.</param>
internal sealed record BaseModelResponse(string Digest, string Name, string? Revision, string? ModelType, long? Parameters, DateTimeOffset CreatedAt)
{
    public static BaseModelResponse Of(BaseModel model) => new(model.Digest.Value, model.Name, model.Revision, model.ModelType, model.Parameters, model.CreatedAt);
}

/// <summary>All base models.</summary>
/// <param name="Items">The models.</param>
internal sealed record BaseModelList(IReadOnlyList<BaseModelResponse> Items);
