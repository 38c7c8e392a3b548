using T2L.Api.Tests.Support;

namespace T2L.Api.Tests.Security;

/// <summary>What every answer tells a browser.</summary>
[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class SecurityHeadersTests(ApiHost api)
{
    [Theory]
    [InlineData("/v1/adapters", 200)]
    [InlineData("/docs/errors.md", 200)]
    [InlineData("/nowhere", 404)]
    [InlineData("/v1/jobs/x", 400)]
    public async Task Are_on_every_answer(string path, int status)
    {
        using var answer = await api.Client.GetAsync(new Uri(path, UriKind.Relative));
        var headers = answer.Headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("nosniff", headers["X-Content-Type-Options"]);
        Assert.Equal("same-origin", headers["Referrer-Policy"]);
        Assert.Equal("default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors 'none'", headers["Content-Security-Policy"]);
        Assert.Equal("DENY", headers["X-Frame-Options"]);
        Assert.Equal("same-origin", headers["Cross-Origin-Resource-Policy"]);
        Assert.Equal("same-origin", headers["Cross-Origin-Opener-Policy"]);
        Assert.Contains("camera=()", headers["Permissions-Policy"], StringComparison.Ordinal);
        Assert.False(headers.ContainsKey("Strict-Transport-Security")); // plain http has nothing to promise
        Assert.False(headers.ContainsKey("Server"));
    }
}
