using T2L.Api.Document;
using T2L.Api.Security;
using T2L.Api.Validation;
using T2L.Registry.Keys;

namespace T2L.Api.Metadata;

/// <summary>What people say of an adapter: owner, tags, properties, and its card.</summary>
internal static class MetadataEndpoints
{
    public static void MapMetadata(this IEndpointRouteBuilder app)
    {
        var adapter = app.MapGroup("/v1/adapters/{name}").WithTags("Metadata")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        adapter.MapGet("/metadata", MetadataHandlers.GetMetadata).WithName(nameof(MetadataHandlers.GetMetadata))
            .WithSummary("Owner, tags and properties of an adapter. A slash in its name is written %2F here.").Answers(MetadataExamples.Metadata);
        Changing(adapter.MapPatch("/metadata", MetadataHandlers.ChangeMetadata)).WithName(nameof(MetadataHandlers.ChangeMetadata))
            .WithSummary("Change owner, tags or properties; what is left out stays, and null takes away.")
            .Validate<ChangeMetadataRequest>().Sends(MetadataExamples.Change).Answers(MetadataExamples.Metadata);
        adapter.MapGet("/card", CardHandlers.GetCard).WithName(nameof(CardHandlers.GetCard))
            .WithSummary("The card of an adapter, Markdown as it was written.")
            .Produces<string>(StatusCodes.Status200OK, CardHandlers.MediaType).Answers(MetadataExamples.Card);
        Changing(adapter.MapPut("/card", CardHandlers.PutCard)).WithName(nameof(CardHandlers.PutCard))
            .WithSummary("Write the card: the body is the Markdown itself, at most 64 KiB in UTF-8.")
            .SendsText(CardHandlers.MediaType, MetadataExamples.Card)
            .Produces<string>(StatusCodes.Status200OK, CardHandlers.MediaType).Produces<string>(StatusCodes.Status201Created, CardHandlers.MediaType)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        Changing(adapter.MapDelete("/card", CardHandlers.DeleteCard)).WithName(nameof(CardHandlers.DeleteCard))
            .WithSummary("Take the card away.");
    }

    private static RouteHandlerBuilder Changing(RouteHandlerBuilder route) => route
        .Needs(KeyScope.Write)
        .WithDescription("With 'If-Match' and the ETag that GET answers with, only if nobody changed it in between; with 'If-None-Match: *' only if nobody did before.")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed);
}
