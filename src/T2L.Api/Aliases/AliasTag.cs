using Microsoft.Net.Http.Headers;
using T2L.Registry.Aliases;

namespace T2L.Api.Aliases;

/// <summary>The entity tag of an alias is the event that moved it last.</summary>
internal static class AliasTag
{
    /// <summary>Says it to the caller.</summary>
    public static void Set(HttpContext http, AliasEntry entry) =>
        http.Response.GetTypedHeaders().ETag = new EntityTagHeaderValue($"\"{entry.Change}\"");

    /// <summary>Reads <c>If-Match</c> and <c>If-None-Match: *</c>.</summary>
    /// <returns>The condition, or what is wrong with the headers.</returns>
    public static (AliasCondition Condition, string? Fault) Condition(HttpRequest request)
    {
        var headers = request.GetTypedHeaders();
        var (match, noneMatch) = (headers.IfMatch, headers.IfNoneMatch);
        if (request.Headers.IfNoneMatch.Count > 0 && (noneMatch.Count != 1 || noneMatch[0].Tag != "*"))
            return (default, "If-None-Match has a value that is not *; expected *, which makes the alias only where there is none.");
        if (request.Headers.IfMatch.Count == 0)
            return (new AliasCondition(Absent: noneMatch.Count > 0), null);
        return match.Count == 1 && Guid.TryParseExact(match[0].Tag.AsSpan().Trim('"'), "D", out var change)
            ? (new AliasCondition(change, Absent: noneMatch.Count > 0), null)
            : (default, "If-Match is not an ETag of an alias; expected the one that GET answers with, quotes included.");
    }
}
