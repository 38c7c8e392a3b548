using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Registry.Publishing;

namespace T2L.Api.Adapters;

internal static class MixAdaptersHandler
{
    public static async Task<Results<Created<AdapterResponse>, Ok<AdapterResponse>>> MixAdapters(
        MixAdaptersRequest request, ExpertMixer mixer, AdapterNews news, CancellationToken cancellationToken)
    {
        var published = await mixer.MixAsync(request.ToOrder(), cancellationToken: cancellationToken);
        if (!published.IsNew)
            return TypedResults.Ok(AdapterResponse.Of(published.Entry));
        await news.AnnounceAsync(published.Entry);
        return TypedResults.Created($"/v1/adapters/{published.Entry.Id}", AdapterResponse.Of(published.Entry));
    }
}
