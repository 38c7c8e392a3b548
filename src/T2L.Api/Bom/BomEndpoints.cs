using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Api.Adapters;
using T2L.Registry.Bom;
using T2L.Registry.Catalog;

namespace T2L.Api.Bom;

/// <summary>The bill of materials of a version.</summary>
internal static class BomEndpoints
{
    public static void MapBom(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/adapters/{reference}/bom", GetBom).WithTags("Import and export").WithName(nameof(GetBom))
            .WithSummary("The bill of materials of a version, CycloneDX 1.6: what it is, its files, what it was made from. A slash in a name is written %2F here.")
            .Produces(StatusCodes.Status200OK, contentType: "application/vnd.cyclonedx+json")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    internal static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetBom(
        string reference, AdapterCatalog catalog, BillOfMaterials bom, CancellationToken cancellationToken) =>
        await catalog.FindAsync(AdapterQueries.Reference(reference), cancellationToken) is { } entry
            ? TypedResults.Bytes(await bom.OfAsync(entry, cancellationToken), BillOfMaterials.MediaType)
            : Problems.AdapterNotFound(AdapterQueries.Reference(reference));
}
