using System.Globalization;

namespace T2L.Hub.Transport;

/// <summary>What the hub says of a file in the headers of its own answer, before any redirect to a store.</summary>
/// <param name="Commit">The commit it comes from.</param>
/// <param name="Etag">Its name.</param>
/// <param name="Size">Its bytes.</param>
internal sealed record LinkedFile(string? Commit, string? Etag, long? Size)
{
    public static LinkedFile None { get; } = new(null, null, null);

    /// <summary>Adds what another answer of the hub says; what was said first stays.</summary>
    public LinkedFile And(HttpResponseMessage response)
    {
        var final = response.IsSuccessStatusCode;
        return new LinkedFile(
            Commit ?? Header(response, "X-Repo-Commit"),
            Etag ?? Name(Header(response, "X-Linked-Etag") ?? (final ? Header(response, "ETag") : null)),
            Size ?? Number(Header(response, "X-Linked-Size")) ?? (final && (int)response.StatusCode == 200 ? response.Content.Headers.ContentLength : null));
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) && values.Count == 1 ? values.ToString() : null;

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // "…", or W/"…" for a weak one.
    private static string? Name(string? etag) => etag is null ? null : (etag.StartsWith("W/", StringComparison.Ordinal) ? etag[2..] : etag).Trim('"');
}
