using System.Net;
using System.Text;

namespace T2L.Client.Tests;

public sealed class OtherServersTests
{
    [Theory]
    [InlineData(200, "<html>hello</html>")]
    [InlineData(200, "null")]
    [InlineData(200, "{}")]
    [InlineData(502, "<html>bad gateway</html>")]
    [InlineData(404, "{\"message\": \"nothing here\"}")]
    public async Task What_is_no_t2l_server_is_told_from_one(int status, string body)
    {
        using var t2l = new T2LClient(new HttpClient(new Answering(status, body)) { BaseAddress = new Uri("http://elsewhere/") });

        var error = await Assert.ThrowsAsync<T2LException>(() => t2l.Adapters.GetAsync("a"));

        Assert.Equal(("unexpected_answer", (HttpStatusCode)status), (error.Code, error.Status));
        Assert.StartsWith($"http://elsewhere/v1/adapters/a answered {status} with ", error.Message, StringComparison.Ordinal);
    }

    private sealed class Answering(int status, string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(
            new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json"), RequestMessage = request });
    }
}
