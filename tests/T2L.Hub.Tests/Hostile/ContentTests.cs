using Microsoft.AspNetCore.Http;
using T2L.Hub.Tests.Server;

namespace T2L.Hub.Tests.Hostile;

public sealed class ContentTests : HubTest
{
    private static readonly FakeFile Large = FakeFile.Large("model.safetensors", 200_000);
    private static readonly FakeFile Small = FakeFile.Small("config.json", "{\"a\":1}");

    [Fact]
    public async Task Wrong_content_of_a_large_file_is_deleted()
    {
        await using var hub = await FakeHub.StartAsync(Large);
        hub.Send = (context, bytes) => context.Response.Body.WriteAsync(new byte[bytes.Length]).AsTask();
        await RefusedAsync(hub, HubError.HashMismatch);
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(Blob(Large))!));
    }

    [Fact]
    public async Task Wrong_content_of_a_small_file_is_deleted()
    {
        await using var hub = await FakeHub.StartAsync(Small);
        hub.Send = (context, bytes) => context.Response.Body.WriteAsync("{\"b\":1}"u8.ToArray()).AsTask();
        await RefusedAsync(hub, HubError.HashMismatch);
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(Blob(Small))!));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(1_000_000)]
    public async Task Whole_file_of_another_size_is_refused(int more)
    {
        await using var hub = await FakeHub.StartAsync(Small);
        hub.Intercept = Content(context =>
        {
            context.Response.ContentLength = Small.Bytes.Length + more;
            return context.Response.Body.WriteAsync(new byte[Small.Bytes.Length + more]).AsTask();
        });
        await RefusedAsync(hub, HubError.SizeMismatch);
        Assert.True(NothingCached);
    }

    [Fact]
    public async Task File_without_an_end_is_left_where_it_should_end()
    {
        await using var hub = await FakeHub.StartAsync(Small);
        hub.Intercept = Content(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(new byte[65_536], context.RequestAborted);
        });
        await RefusedAsync(hub, HubError.SizeMismatch);
        Assert.True(NothingCached);
    }

    [Fact]
    public async Task File_that_goes_on_ending_early_is_given_up()
    {
        await using var hub = await FakeHub.StartAsync(Small);
        hub.Intercept = Content(context => context.Response.StartAsync()); // no length, no byte
        Assert.Contains("6 times in a row", (await RefusedAsync(hub, HubError.Unavailable)).Message, StringComparison.Ordinal);
        Assert.Equal(5, Pauses.Count);
    }

    [Fact]
    public async Task Range_of_a_file_of_another_size_is_refused()
    {
        await using var hub = await FakeHub.StartAsync(Large);
        hub.Intercept = Part("bytes 0-65535/99999999");
        await RefusedAsync(hub, HubError.SizeMismatch);
    }

    [Theory]
    [InlineData("bytes 1-65536/200000")]
    [InlineData("bytes 0-1000/200000")]
    [InlineData("bytes 0-199999/200000")]
    [InlineData("items 0-65535/200000")]
    [InlineData("bytes */200000")]
    [InlineData("nonsense")]
    [InlineData("bytes 0-65535/999")]
    [InlineData(null)]
    public async Task Range_that_was_not_asked_for_is_refused(string? range)
    {
        await using var hub = await FakeHub.StartAsync(Large);
        hub.Intercept = Part(range);
        await RefusedAsync(hub, HubError.BadAnswer);
        Assert.True(NothingCached);
    }

    [Fact]
    public async Task Range_the_server_says_it_does_not_have_is_told()
    {
        await using var hub = await FakeHub.StartAsync(Large);
        hub.Intercept = Disturbed.Answer("/resolve/", 416);
        await RefusedAsync(hub, HubError.SizeMismatch);
    }

    [Theory]
    [InlineData("X-Linked-Etag", "\"0000000000000000000000000000000000000000000000000000000000000000\"", HubError.HashMismatch)]
    [InlineData("X-Linked-Size", "7", HubError.SizeMismatch)]
    [InlineData("X-Repo-Commit", "ffffffffffffffffffffffffffffffffffffffff", HubError.BadAnswer)]
    public async Task Headers_that_contradict_the_list_are_refused(string name, string value, HubError error)
    {
        await using var hub = await FakeHub.StartAsync(Large);
        hub.Intercept = context =>
        {
            context.Response.OnStarting(() =>
            {
                if (context.Request.Path.Value!.Contains("/resolve/", StringComparison.Ordinal))
                    context.Response.Headers[name] = value;
                return Task.CompletedTask;
            });
            return Task.FromResult(false);
        };
        await RefusedAsync(hub, error);
        Assert.True(NothingCached);
    }

    [Fact]
    public async Task Packed_file_is_refused()
    {
        await using var hub = await FakeHub.StartAsync(Small);
        hub.Intercept = Disturbed.Answer("/resolve/", 200, with: context => context.Response.Headers.ContentEncoding = "br");
        await RefusedAsync(hub, HubError.BadAnswer);
    }

    [Fact]
    public async Task Unasked_part_is_refused()
    {
        await using var hub = await FakeHub.StartAsync(Small);
        hub.Intercept = Disturbed.Answer("/resolve/", 206, with: context => context.Response.Headers.ContentRange = "bytes 0-6/7");
        await RefusedAsync(hub, HubError.BadAnswer);
    }

    private static Func<HttpContext, Task<bool>> Content(Func<HttpContext, Task> send) => async context =>
    {
        if (!context.Request.Path.Value!.Contains("/resolve/", StringComparison.Ordinal))
            return false;
        await send(context);
        return true;
    };

    private static Func<HttpContext, Task<bool>> Part(string? range) => Disturbed.Answer("/resolve/", 206, with: context =>
    {
        if (range is not null)
            context.Response.Headers.ContentRange = range;
    });
}
