using System.Net.Http.Headers;
using System.Text.Json;

namespace T2L.Api.Tests.Support;

/// <summary>What came back.</summary>
public sealed record ApiAnswer(int Status, JsonElement Body, HttpResponseHeaders Headers, string? MediaType)
{
    public string Text(string property) => Body.GetProperty(property).GetString()!;

    public static async Task<ApiAnswer> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var body = text.Length > 0 ? JsonDocument.Parse(text).RootElement : default;
        return new ApiAnswer((int)response.StatusCode, body, response.Headers, response.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>Asserts a whole problem: status, media type, type link, code, sentence and trace id.</summary>
    public void IsProblem(int status, string code, string detail)
    {
        IsProblem(status, code);
        Assert.Equal(detail, Text("detail"));
    }

    public void IsProblem(int status, string code)
    {
        Assert.Equal((status, "application/problem+json"), (Status, MediaType));
        Assert.Equal((code, $"/docs/errors.md#{code}", status), (Text("code"), Text("type"), Body.GetProperty("status").GetInt32()));
        Assert.NotEmpty(Text("title"));
        Assert.NotEmpty(Text("traceId"));
        Assert.Equal(status == 503, Headers.RetryAfter is not null);
    }
}
