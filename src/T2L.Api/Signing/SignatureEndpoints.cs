using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Adapters.Signing;
using T2L.Api.Adapters;
using T2L.Registry.Catalog;
using T2L.Registry.Signing;

namespace T2L.Api.Signing;

/// <summary>The signature of a version.</summary>
internal static class SignatureEndpoints
{
    public static void MapSignatures(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/adapters/{reference}/signature", GetSignature).WithTags("Import and export").WithName(nameof(GetSignature))
            .WithSummary("The signature of a version: a Sigstore bundle in the layout of OpenSSF Model Signing, made with a key. A slash in a name is written %2F here.")
            .Produces(StatusCodes.Status200OK, contentType: ModelSignature.MediaType)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    internal static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetSignature(
        string reference, AdapterCatalog catalog, VersionSignatures signatures, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(AdapterQueries.Reference(reference), cancellationToken) is not { } entry)
            return Problems.AdapterNotFound(AdapterQueries.Reference(reference));
        return await signatures.FindAsync(entry.Digest, cancellationToken) is { } bundle
            ? TypedResults.Bytes(bundle, ModelSignature.MediaType)
            : Problems.SignatureNotFound(entry.Name);
    }
}
