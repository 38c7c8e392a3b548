using T2L.Hub.Protocol;
using T2L.Hub.Tests.Server;
using T2L.Hub.Transport;

namespace T2L.Hub.Tests.Hostile;

public sealed class ListingTests : HubTest
{
    [Theory]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData("folder/")]
    [InlineData("")]
    [InlineData("a\\\\..\\\\b")]
    [InlineData("nul\\u0000byte")]
    [InlineData("line\\nbreak")]
    [InlineData("half\\ud800")]
    public async Task Path_that_leaves_its_folder_refuses_the_whole_list(string path)
    {
        await using var hub = await FakeHub.StartAsync(FakeFile.Small("config.json", "{}"));
        hub.Listing = $$"""{"sha":"{{FakeHub.Commit}}","siblings":[{"rfilename":"config.json","size":2,"blobId":"{{hub.Files[0].GitSha1}}"},{"rfilename":"{{path}}","size":1}]}""";
        var exception = await Assert.ThrowsAsync<HubException>(() => PullAsync(hub));
        Assert.True(exception.Error is HubError.UnsafePath or HubError.BadListing, exception.Message);
        Assert.Single(hub.Requests);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Root));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"sha":"main","siblings":[]}""")]
    [InlineData("""{"sha":"../../../../etc/cron.d/aaaaaaaaaaaaaaaaaaaa","siblings":[]}""")]
    [InlineData("""{"sha":"0123456789abcdef0123456789abcdef01234567"}""")]
    [InlineData("""{"sha":"0123456789abcdef0123456789abcdef01234567","siblings":[1]}""")]
    [InlineData("""{"sha":"0123456789abcdef0123456789abcdef01234567","siblings":[{"size":1}]}""")]
    [InlineData("""{"sha":"0123456789abcdef0123456789abcdef01234567","siblings":[{"rfilename":"a","size":-1}]}""")]
    [InlineData("""{"sha":"0123456789abcdef0123456789abcdef01234567","siblings":[{"rfilename":"a","size":9e30}]}""")]
    [InlineData("""{"sha":"0123456789abcdef0123456789abcdef01234567","siblings":[{"rfilename":"a","size":9007199254740993}]}""")]
    [InlineData("""{"sha":"0123456789abcdef0123456789abcdef01234567","siblings":[{"rfilename":"a","size":1,"blobId":"../../evil"}]}""")]
    [InlineData("""{"sha":"0123456789abcdef0123456789abcdef01234567","siblings":[{"rfilename":"a","lfs":{"sha256":"../../evil","size":1}}]}""")]
    [InlineData("""{"sha":"0123456789abcdef0123456789abcdef01234567","siblings":[{"rfilename":"a","size":2,"lfs":{"size":1}}]}""")]
    [InlineData("""{"sha":"0123456789abcdef0123456789abcdef01234567","siblings":[{"rfilename":"a","size":2},{"rfilename":"a","size":2}]}""")]
    [InlineData("""{"sha":"0123456789abcdef0123456789abcdef01234567","siblings":[{"rfilename":"a","size":2},{"rfilename":"a/b","size":2}]}""")]
    public async Task Damaged_list_is_refused(string json)
    {
        await using var hub = await FakeHub.StartAsync();
        hub.Listing = json;
        await RefusedAsync(hub, HubError.BadListing);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Root));
    }

    [Fact]
    public async Task Endless_list_is_left_at_the_limit()
    {
        await using var hub = await FakeHub.StartAsync();
        hub.Intercept = async context =>
        {
            var block = new byte[1 << 20];
            Array.Fill(block, (byte)' ');
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(block, context.RequestAborted);
            return true;
        };
        Assert.Contains("sends more than 16777216 bytes", (await RefusedAsync(hub, HubError.BadAnswer)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_that_announces_too_much_is_not_read()
    {
        await using var hub = await FakeHub.StartAsync();
        hub.Intercept = async context =>
        {
            context.Response.ContentLength = 1L << 40;
            await context.Response.Body.WriteAsync(new byte[1]);
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };
        await RefusedAsync(hub, HubError.BadAnswer);
    }

    [Fact]
    public async Task Memory_follows_what_comes_not_what_is_announced()
    {
        var options = new HubOptions { CacheRoot = Root };
        using var connection = new HubConnection(options, new WrittenAnswers("200\nContent-Length: 16777216\n\n{}"u8.ToArray()));
        using var guard = new StallGuard(options, CancellationToken.None);
        using var answer = await connection.AskAsync(new HubRequest(HubAddress.Listing(options.Endpoint, Tiny), Tiny), guard);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("{}"u8.ToArray(), await BoundedBody.ReadAsync(answer, ListingJson.MaxBytes, guard));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 2, 1 << 20);
    }

    [Fact]
    public void Memory_does_not_grow_with_the_depth_of_paths()
    {
        var path = string.Concat(Enumerable.Repeat(new string('x', 60) + "/", 31));
        var list = System.Text.Encoding.UTF8.GetBytes($$"""{"sha":"{{FakeHub.Commit}}","siblings":[{{string.Join(',', Enumerable.Range(0, 100).Select(number => $$"""{"rfilename":"{{path}}{{number}}"}"""))}}]}""");
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(100, ListingJson.Parse(list, "hf:acme/tiny").Files.Count);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (double)list.Length, 1, 10);
    }

    [Fact]
    public async Task Too_many_files_are_refused()
    {
        await using var hub = await FakeHub.StartAsync();
        hub.Listing = $$"""{"sha":"{{FakeHub.Commit}}","siblings":[{{string.Join(',', Enumerable.Range(0, 50_001).Select(number => $$"""{"rfilename":"{{number}}"}"""))}}]}""";
        Assert.Contains("the limit is 50000", (await RefusedAsync(hub, HubError.BadListing)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deeply_nested_json_is_refused()
    {
        await using var hub = await FakeHub.StartAsync();
        hub.Listing = new string('[', 100_000);
        await RefusedAsync(hub, HubError.BadListing);
    }

    [Fact]
    public async Task Name_that_came_in_a_header_cannot_leave_the_blobs()
    {
        await using var hub = await FakeHub.StartAsync();
        hub.Listing = $$"""{"sha":"{{FakeHub.Commit}}","siblings":[{"rfilename":"a","size":2}]}""";
        hub.Intercept = Disturbed.Answer("/resolve/", 200, with: context =>
        {
            context.Response.Headers.ETag = "\"../../../evil\"";
            context.Response.ContentLength = 2;
        });
        await RefusedAsync(hub, HubError.BadAnswer);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Root));
    }

    [Fact]
    public async Task Packed_answer_is_refused()
    {
        await using var hub = await FakeHub.StartAsync();
        hub.Intercept = Disturbed.Answer("/api/", 200, with: context => context.Response.Headers.ContentEncoding = "gzip");
        Assert.Contains("gzip", (await RefusedAsync(hub, HubError.BadAnswer)).Message, StringComparison.Ordinal);
    }
}
