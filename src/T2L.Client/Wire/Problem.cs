using System.Net.Http.Json;
using System.Text.Json;

namespace T2L.Client.Wire;

/// <summary>A problem document (RFC 9457) with the server's own fields.</summary>
internal sealed record Problem(string? Code, string? Title, string? Detail, Dictionary<string, string[]>? Errors)
{
    /// <summary>The field that is not in snake case.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("traceId")]
    public string? TraceId { get; init; }

    /// <summary>The exception for an answer that is no success.</summary>
    public static async Task<T2LException> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<Problem>(Server.Json, cancellationToken).ConfigureAwait(false) is { Code: { } code } problem
                ? problem.ToException(response, code)
                : Unexpected(response, "no problem document");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            return Unexpected(response, "no problem document");
        }
    }

    /// <summary>The exception for an answer that a T2L server does not give.</summary>
    public static T2LException Unexpected(HttpResponseMessage response, string what) => new(
        response.StatusCode, "unexpected_answer", $"{response.RequestMessage?.RequestUri} answered {(int)response.StatusCode} with {what}. Is it a T2L server of this release?");

    private T2LException ToException(HttpResponseMessage response, string code) => new(response.StatusCode, code, Detail ?? Title ?? code)
    {
        Errors = (Errors ?? []).ToDictionary(field => field.Key, field => (IReadOnlyList<string>)field.Value),
        TraceId = TraceId,
        RetryAfter = response.Headers.RetryAfter?.Delta,
    };
}
