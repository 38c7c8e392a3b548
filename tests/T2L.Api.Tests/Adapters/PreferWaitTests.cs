using Microsoft.AspNetCore.Http;
using T2L.Api.Adapters;

namespace T2L.Api.Tests.Adapters;

public sealed class PreferWaitTests
{
    [Theory]
    [InlineData("wait=5", 5)]
    [InlineData("Wait = 5", 5)]
    [InlineData("respond-async, wait=5", 5)]
    [InlineData("wait=\"5\"; why=soon", 5)]
    [InlineData("wait=100000", 60)]
    [InlineData("wait=4294967295", 60)]
    [InlineData("wait=0", 0)]
    public void Reads_the_wish_up_to_the_limit(string header, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), PreferWait.Of(Request(header), maxSeconds: 60));

    [Theory]
    [InlineData("respond-async")]
    [InlineData("wait")]
    [InlineData("wait=soon")]
    [InlineData("wait=-1")]
    [InlineData("wait=99999999999")]
    [InlineData("")]
    public void Ignores_a_wish_that_cannot_be_read(string header) => Assert.Null(PreferWait.Of(Request(header), maxSeconds: 60));

    private static HttpRequest Request(string header)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers["Prefer"] = header;
        return request;
    }
}
