using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Api.Adapters;
using T2L.Api.Security;
using T2L.Registry.Metadata;

namespace T2L.Api.Metadata;

internal static class MetadataHandlers
{
    public static async Task<Ok<MetadataResponse>> GetMetadata(string name, HttpContext http, AdapterMetadata metadata, CancellationToken cancellationToken) =>
        Answer(http, await metadata.FindAsync(AdapterQueries.Reference(name), cancellationToken));

    public static async Task<Results<Ok<MetadataResponse>, ProblemHttpResult>> ChangeMetadata(
        string name, ChangeMetadataRequest request, HttpContext http, AdapterMetadata metadata, CancellationToken cancellationToken)
    {
        var (expected, fault) = MetadataTag.Expected(http.Request);
        if (fault is not null)
            return Problems.Invalid("headers", fault);
        try
        {
            return Answer(http, await metadata.ChangeAsync(AdapterQueries.Reference(name), request.ToChange(), Caller.Current.Actor, expected, cancellationToken));
        }
        catch (ArgumentException tooMuch)
        {
            // The shape is fine; together with what is there it is too much.
            return Problems.Invalid("tags, properties", tooMuch.Message);
        }
    }

    private static Ok<MetadataResponse> Answer(HttpContext http, MetadataEntry entry)
    {
        MetadataTag.Set(http, entry.Change);
        return TypedResults.Ok(MetadataResponse.Of(entry));
    }
}
