using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Api.Security;
using T2L.Registry.Catalog;
using T2L.Registry.Deletion;

namespace T2L.Api.Adapters;

internal static class AdapterDeletionHandlers
{
    public static async Task<Ok<AdapterListResponse>> DeleteAdapter(string reference, AdapterDeletion deletion, CancellationToken cancellationToken) =>
        Answer(await deletion.DeleteAsync(AdapterQueries.Reference(reference), Caller.Current.Actor, cancellationToken));

    public static async Task<Ok<AdapterListResponse>> RestoreAdapter(string reference, AdapterDeletion deletion, CancellationToken cancellationToken) =>
        Answer(await deletion.RestoreAsync(AdapterQueries.Reference(reference), Caller.Current.Actor, cancellationToken));

    private static Ok<AdapterListResponse> Answer(IReadOnlyList<CatalogEntry> entries) =>
        TypedResults.Ok(new AdapterListResponse([.. entries.Select(AdapterResponse.Of)], null));
}
