using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Adapters;
using T2L.Registry.Map;

namespace T2L.Api.Adapters;

internal static class AdapterMapHandler
{
    public static async Task<Results<Ok<AdapterMapResponse>, ProblemHttpResult>> MapAdapters(AdapterMap map, CancellationToken cancellationToken, string? encoder = null)
    {
        Digest chosen = default;
        if (encoder is not null && !Digest.TryParse(encoder, out chosen))
            return Problems.Invalid("encoder", $"encoder is '{encoder}'; expected a digest, sha256: and 64 digits, as 'encoders' lists them. Leave it out for the newest adapter's.");
        return TypedResults.Ok(AdapterMapResponse.Of(await map.DrawAsync(encoder is null ? null : chosen, cancellationToken: cancellationToken)));
    }
}
