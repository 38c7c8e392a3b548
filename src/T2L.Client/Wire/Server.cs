using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace T2L.Client.Wire;

/// <summary>Requests and answers as JSON; a problem becomes a <see cref="T2LException"/>.</summary>
/// <param name="http">The connection.</param>
internal sealed class Server(HttpClient http)
{
    /// <summary>Field names as the server has them; what it may add in later releases is passed over.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) 
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>An address below <c>/v1</c>; what stands in a segment is escaped.</summary>
    public static string Path(FormattableString path) =>
        "v1/" + string.Format(null, path.Format, [.. path.GetArguments().Select(argument => (object)Uri.EscapeDataString(Convert.ToString(argument, null)!))]);

    /// <summary>A path and the fields that have values.</summary>
    public static string Query(string path, params (string Name, string? Value)[] fields) =>
        path + string.Concat(fields.Where(field => field.Value is not null).Select((field, place) => $"{(place == 0 ? '?' : '&')}{field.Name}={Uri.EscapeDataString(field.Value!)}"));

    public Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) => SendAsync<T>(HttpMethod.Get, path, null, null, cancellationToken);

    /// <summary>Sends and reads the answer.</summary>
    /// <exception cref="T2LException">The server refused or failed.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, Action<HttpRequestHeaders>? headers, CancellationToken cancellationToken) =>
        (await ExchangeAsync<T>(method, path, Content(body), headers, cancellationToken).ConfigureAwait(false)).Value;

    /// <summary>The same, with what stands around the answer.</summary>
    public async Task<Answer<T>> ExchangeAsync<T>(HttpMethod method, string path, HttpContent? body, Action<HttpRequestHeaders>? headers, CancellationToken cancellationToken)
    {
        using var response = await OpenAsync(method, path, body, headers, cancellationToken).ConfigureAwait(false);
        var value = response.StatusCode == HttpStatusCode.NoContent ? default : await ReadAsync<T>(response, cancellationToken).ConfigureAwait(false);
        return new Answer<T>(value!, response.StatusCode, response.Headers.ETag?.ToString());
    }

    /// <summary>Sends and leaves the body to be read; dispose what comes back.</summary>
    public async Task<HttpResponseMessage> OpenAsync(HttpMethod method, string path, HttpContent? body, Action<HttpRequestHeaders>? headers, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        headers?.Invoke(request.Headers);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw await Problem.ReadAsync(response, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>All entries of a list, page after page.</summary>
    public static async IAsyncEnumerable<T> ReadPagesAsync<T>(Func<string?, CancellationToken, Task<Page<T>>> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var page = await read(next, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Items)
                yield return item;
            next = page.NextPage;
        }
        while (next is not null);
    }

    /// <summary>Only if what is changed has this tag still; null for in any case.</summary>
    public static Action<HttpRequestHeaders>? Expecting(string? tag) => tag is null ? null : headers => headers.IfMatch.Add(EntityTagHeaderValue.Parse(tag));

    public static HttpContent? Content(object? body) => body is null ? null : JsonContent.Create(body, body.GetType(), options: Json);

    /// <summary>Reads an answer.</summary>
    public static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken).ConfigureAwait(false) ?? throw Problem.Unexpected(response, "null");
        }
        catch (JsonException error)
        {
            throw Problem.Unexpected(response, error.Message);
        }
    }
}

/// <summary>An answer and what stands around it.</summary>
internal sealed record Answer<T>(T Value, HttpStatusCode Status, string? Tag);
