using Microsoft.Net.Http.Headers;

namespace T2L.Api.Metadata;

/// <summary>The entity tag of what people may change is the event that changed it last.</summary>
internal static class MetadataTag
{
    /// <summary>Says it to the caller.</summary>
    public static void Set(HttpContext http, Guid change) => http.Response.GetTypedHeaders().ETag = new EntityTagHeaderValue($"\"{change}\"");

    /// <summary>Reads <c>If-Match</c>, and <c>If-None-Match: *</c>, which expects that there was no change yet.</summary>
    /// <returns>What the caller saw, null where it did not say; or what is wrong with the headers.</returns>
    public static (Guid? Expected, string? Fault) Expected(HttpRequest request)
    {
        var headers = request.GetTypedHeaders();
        if (request.Headers.IfNoneMatch.Count > 0)
        {
            return headers.IfNoneMatch is [{ Tag.Value: "*" }] && request.Headers.IfMatch.Count == 0
                ? (Guid.Empty, null)
                : (null, "If-None-Match has a value that is not *, or stands beside If-Match; expected * alone, which writes only where there is nothing.");
        }
        if (request.Headers.IfMatch.Count == 0)
            return (null, null);
        return headers.IfMatch.Count == 1 && Guid.TryParseExact(headers.IfMatch[0].Tag.AsSpan().Trim('"'), "D", out var change)
            ? (change, null)
            : (null, "If-Match is not an ETag that GET answered with; expected that one, quotes included.");
    }
}
