using System.Globalization;
using T2L.Hub.Tests.Server;

namespace T2L.Hub.Tests.Hostile;

public sealed class StatusTests : HubTest
{
    private static readonly FakeFile Config = FakeFile.Small("config.json", "{}");

    [Theory]
    [InlineData("/api/", 401, null, null, HubError.Unauthorized, "acme/tiny is private, or does not exist. If the name is right, set HF_TOKEN to a token that may read it (http://127.0.0.1:PORT/settings/tokens).")]
    [InlineData("/api/", 401, "RepoNotFound", "hf_x", HubError.Unauthorized, "The server does not accept the HF_TOKEN for acme/tiny: it is wrong, it has expired, or the repository does not exist. Tokens: http://127.0.0.1:PORT/settings/tokens.")]
    [InlineData("/api/", 403, "GatedRepo", null, HubError.Forbidden, "acme/tiny is not open to everybody. Accept its terms at http://127.0.0.1:PORT/acme/tiny, then set HF_TOKEN to a token of the same account.")]
    [InlineData("/resolve/", 403, "GatedRepo", "hf_x", HubError.Forbidden, "acme/tiny is not open to everybody. Accept its terms at http://127.0.0.1:PORT/acme/tiny, with the account of your HF_TOKEN; the token must be allowed to read it.")]
    [InlineData("/api/", 404, null, null, HubError.RepositoryNotFound, "There is no model repository 'acme/tiny' at http://127.0.0.1:PORT.")]
    [InlineData("/api/", 404, "RepoNotFound", "hf_x", HubError.RepositoryNotFound, "There is no model repository 'acme/tiny' at http://127.0.0.1:PORT.")]
    [InlineData("/api/", 404, "RevisionNotFound", null, HubError.RevisionNotFound, "acme/tiny has no revision 'main'. Its branches and tags: http://127.0.0.1:PORT/acme/tiny/tree/main.")]
    [InlineData("/resolve/", 404, "EntryNotFound", null, HubError.FileNotFound, "acme/tiny has no file 'config.json' at revision 'main'.")]
    [InlineData("/api/", 418, null, null, HubError.BadAnswer, "http://127.0.0.1:PORT/api/models/acme/tiny/revision/main answered 418; nothing is known to do about it.")]
    public async Task Refusal_says_what_to_do(string part, int status, string? code, string? token, HubError error, string sentence)
    {
        await using var hub = await FakeHub.StartAsync(Config);
        hub.Intercept = Disturbed.Answer(part, status, code);
        var exception = await Assert.ThrowsAsync<HubException>(() => PullAsync(Options(hub) with { Token = token }));
        Assert.Equal((error, sentence.Replace("PORT", hub.Address.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)), (exception.Error, exception.Message));
        Assert.Empty(Pauses);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Busy_server_is_given_the_time_it_asks_for(int status)
    {
        await using var hub = await FakeHub.StartAsync(Config);
        hub.Intercept = Disturbed.Answer("/api/", status, times: 3, with: context => context.Response.Headers.RetryAfter = "17");
        await PullAsync(hub);
        Assert.Equal([17.0, 17.0, 17.0], Pauses.Select(pause => pause.TotalSeconds));
    }

    [Fact]
    public async Task Pause_until_a_time_of_day_is_understood()
    {
        await using var hub = await FakeHub.StartAsync(Config);
        hub.Intercept = Disturbed.Answer("/resolve/", 429, times: 1, with: context => context.Response.Headers.RetryAfter = DateTimeOffset.UtcNow.AddSeconds(60).ToString("R", CultureInfo.InvariantCulture));
        await PullAsync(hub);
        Assert.InRange(Assert.Single(Pauses).TotalSeconds, 30, 60);
    }

    [Fact]
    public async Task Pause_longer_than_anybody_waits_is_told()
    {
        await using var hub = await FakeHub.StartAsync(Config);
        hub.Intercept = Disturbed.Answer("/api/", 429, with: context => context.Response.Headers.RetryAfter = "86400");
        Assert.Contains("asks to come back in 86400 seconds", (await RefusedAsync(hub, HubError.RateLimited)).Message, StringComparison.Ordinal);
        Assert.Empty(Pauses);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Failing_server_is_asked_again_with_growing_pauses_and_then_left(int status)
    {
        await using var hub = await FakeHub.StartAsync(Config);
        hub.Intercept = Disturbed.Answer("/api/", status);
        await RefusedAsync(hub, HubError.Unavailable);
        Assert.Equal(6, hub.Requests.Count);
        foreach (var (pause, doubled) in Pauses.Zip([0.5, 1, 2, 4, 8]))
            Assert.InRange(pause.TotalSeconds, 0.75 * doubled, 1.25 * doubled);
    }

    [Fact]
    public async Task Nobody_at_the_address_is_told()
    {
        Uri address;
        await using (var hub = await FakeHub.StartAsync())
            address = hub.Address;
        await using var other = await FakeHub.StartAsync();
        var exception = await Assert.ThrowsAsync<HubException>(() => PullAsync(Options(other) with { Endpoint = address }));
        Assert.Equal(HubError.Unavailable, exception.Error);
    }

    [Theory]
    [InlineData("/api/")]
    [InlineData("/resolve/")]
    public async Task Silent_server_is_asked_again(string part)
    {
        await using var hub = await FakeHub.StartAsync(Config);
        var time = new ManualTime();
        var silent = 1;
        hub.Intercept = async context =>
        {
            if (!context.Request.Path.Value!.Contains(part, StringComparison.Ordinal) || Interlocked.Decrement(ref silent) < 0)
                return false;
            if (part == "/resolve/")
                await context.Response.StartAsync(); // headers, and then nothing
            time.Advance(TimeSpan.FromSeconds(31));
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };
        await PullAsync(Options(hub) with { Time = time });
        Assert.Single(Pauses);
        Assert.Equal("{}", await File.ReadAllTextAsync(Blob(Config)));
    }

    [Fact]
    public async Task Words_of_a_server_are_cut()
    {
        await using var hub = await FakeHub.StartAsync(Config);
        hub.Intercept = Disturbed.Answer("/api/", 403, with: context => context.Response.Headers["X-Error-Message"] = new string('x', 1000));
        var message = (await RefusedAsync(hub, HubError.Forbidden)).Message;
        Assert.True(message.Length < 600, message);
    }
}
