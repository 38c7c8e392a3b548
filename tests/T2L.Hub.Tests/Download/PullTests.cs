using T2L.Hub.Cache;
using T2L.Hub.Tests.Server;

namespace T2L.Hub.Tests.Download;

public sealed class PullTests : HubTest
{
    private static readonly FakeFile Config = FakeFile.Small("config.json", "{}");
    private static readonly FakeFile Nested = FakeFile.Small("onnx/deep/notes.txt", "words");
    private static readonly FakeFile Weights = FakeFile.Large("model.safetensors", 300_000);

    [Fact]
    public async Task Puts_files_where_the_hubs_own_clients_look_for_them()
    {
        await using var hub = await FakeHub.StartAsync(Config, Nested, Weights);
        var result = await PullAsync(hub);

        var repository = Path.Combine(Root, "models--acme--tiny");
        Assert.Equal(Path.Combine(repository, "snapshots", FakeHub.Commit), result.Folder);
        Assert.Equal(FakeHub.Commit, await File.ReadAllTextAsync(Path.Combine(repository, "refs", "main")));
        Assert.Equal($"../../blobs/{Config.GitSha1}", new FileInfo(Path.Combine(result.Folder, "config.json")).LinkTarget);
        Assert.Equal($"../../../../blobs/{Nested.GitSha1}", new FileInfo(Path.Combine(result.Folder, "onnx/deep/notes.txt")).LinkTarget);
        Assert.Equal($"../../blobs/{Weights.Sha256}", new FileInfo(Path.Combine(result.Folder, "model.safetensors")).LinkTarget);
        Assert.Equal(
            new[] { Config.GitSha1, Nested.GitSha1, Weights.Sha256 }.Order(),
            Directory.EnumerateFiles(Path.Combine(repository, "blobs")).Select(path => Path.GetFileName(path)).Order());
        foreach (var file in new[] { Config, Nested, Weights })
            Assert.Equal(file.Bytes, await File.ReadAllBytesAsync(Path.Combine(result.Folder, file.Path)));
        Assert.Equal(result.Folder, new HubCache(Root).Find(Tiny));
    }

    [Fact]
    public async Task Large_file_comes_in_ranges_that_together_are_the_file()
    {
        await using var hub = await FakeHub.StartAsync(Weights);
        await PullAsync(hub);
        var ranges = hub.Requests.Where(request => request.Range.Length > 0).Select(request => request.Range).Order().ToList();
        Assert.Equal(["bytes=0-65535", "bytes=131072-196607", "bytes=196608-262143", "bytes=262144-299999", "bytes=65536-131071"], ranges);
        Assert.Equal(Weights.Bytes, await File.ReadAllBytesAsync(Blob(Weights)));
    }

    [Fact]
    public async Task Second_pull_asks_for_the_list_only()
    {
        await using var hub = await FakeHub.StartAsync(Config, Weights);
        await PullAsync(hub);
        hub.Requests.Clear();
        var again = await PullAsync(hub);
        Assert.Equal(0, again.DownloadedBytes);
        Assert.StartsWith("/api/models/", Assert.Single(hub.Requests).Path);
    }

    [Fact]
    public async Task New_commit_downloads_what_changed_and_links_the_rest()
    {
        await using var hub = await FakeHub.StartAsync(Config, Weights);
        await PullAsync(hub);
        var changed = FakeFile.Small("config.json", "{\"new\":1}");
        (hub.Files[0], hub.Head) = (changed, new string('b', 40));
        hub.Requests.Clear();
        var result = await PullAsync(hub);
        Assert.Equal(changed.Bytes.Length, result.DownloadedBytes);
        Assert.EndsWith(new string('b', 40), new HubCache(Root).Find(Tiny));
        Assert.Equal(Weights.Bytes, await File.ReadAllBytesAsync(Path.Combine(result.Folder, Weights.Path)));
    }

    [Fact]
    public async Task Revision_stays_what_it_was_until_the_new_commit_is_whole()
    {
        await using var hub = await FakeHub.StartAsync(Config);
        var old = (await PullAsync(hub)).Folder;
        hub.Head = new string('b', 40);
        hub.Files.Add(Weights);
        hub.Intercept = context => Refuse(context, "model.safetensors", 403);
        await RefusedAsync(hub, HubError.Forbidden);
        Assert.Equal(old, new HubCache(Root).Find(Tiny));
    }

    [Fact]
    public async Task Only_chosen_files_come()
    {
        await using var hub = await FakeHub.StartAsync(Config, Nested, Weights);
        using var client = new HubClient(Options(hub));
        var plan = await client.PlanAsync(Tiny, new PathFilter(["*.json", "onnx/"], ["*notes*"]), CancellationToken.None);
        Assert.Equal("config.json", Assert.Single(plan.Files).Path);
    }

    [Fact]
    public async Task Pattern_that_matches_nothing_is_told()
    {
        await using var hub = await FakeHub.StartAsync(Config);
        var exception = await Assert.ThrowsAsync<HubException>(() => PullAsync(hub, "*.gguf"));
        Assert.Equal((HubError.NothingMatches, "None of the 1 files of hf:acme/tiny matches '*.gguf'."), (exception.Error, exception.Message));
    }

    [Fact]
    public async Task Plan_downloads_nothing_and_counts_what_is_there()
    {
        await using var hub = await FakeHub.StartAsync(Config, Weights);
        await PullAsync(hub, "config.json");
        hub.Requests.Clear();
        using var client = new HubClient(Options(hub));
        var plan = await client.PlanAsync(Tiny, PathFilter.All, CancellationToken.None);
        Assert.Equal((300_002, 2, 300_000), (plan.TotalBytes, plan.CachedBytes, plan.MissingBytes));
        Assert.Single(hub.Requests);
    }

    [Fact]
    public async Task Same_content_under_two_names_comes_once()
    {
        await using var hub = await FakeHub.StartAsync(Weights, Weights with { Path = "copy.safetensors" });
        var result = await PullAsync(hub);
        Assert.Equal(300_000, result.DownloadedBytes);
        Assert.Equal(Weights.Bytes, await File.ReadAllBytesAsync(Path.Combine(result.Folder, "copy.safetensors")));
    }

    [Fact]
    public async Task Empty_files_come_too()
    {
        await using var hub = await FakeHub.StartAsync(FakeFile.Small("empty", ""), new FakeFile("empty.bin", [], true));
        var result = await PullAsync(hub);
        Assert.Equal((0, 0), (new FileInfo(Blob(hub.Files[0])).Length, new FileInfo(Blob(hub.Files[1])).Length));
        Assert.Equal(2, result.Files.Count);
    }

    [Fact]
    public async Task Mirror_whose_list_has_no_sizes_is_asked_for_each_files_headers()
    {
        await using var hub = await FakeHub.StartAsync(Config, Weights);
        hub.Listing = $$"""{"sha":"{{FakeHub.Commit}}","siblings":[{"rfilename":"config.json"},{"rfilename":"model.safetensors"}]}""";
        await using var store = await FakeHub.StartAsync(Weights);
        hub.Store = store;
        await PullAsync(hub);
        Assert.Equal(2, hub.Requests.Count(request => request.Method == "HEAD"));
        Assert.Equal(Config.Bytes, await File.ReadAllBytesAsync(Blob(Config)));
        Assert.Equal(Weights.Bytes, await File.ReadAllBytesAsync(Blob(Weights)));
        Assert.DoesNotContain(store.Requests, request => request.Method == "HEAD");
    }

    [Fact]
    public async Task Progress_ends_at_the_whole()
    {
        await using var hub = await FakeHub.StartAsync(Config, Weights);
        using var client = new HubClient(Options(hub));
        var reports = new List<PullProgress>();
        await client.PullAsync(await client.PlanAsync(Tiny, PathFilter.All, CancellationToken.None), new Sink(reports), CancellationToken.None);
        Assert.Equal((300_002, 300_002, 2, 2), (reports[^1].Bytes, reports[^1].TotalBytes, reports[^1].Files, reports[^1].TotalFiles));
    }

    [Fact]
    public async Task Full_disk_is_told_before_anything_is_asked_for()
    {
        await using var hub = await FakeHub.StartAsync(Weights);
        var exception = await Assert.ThrowsAsync<HubException>(() => PullAsync(Options(hub) with { FreeBytes = _ => 64 << 20 }));
        Assert.Equal(HubError.DiskFull, exception.Error);
        Assert.Contains("needs 300000 more bytes", exception.Message, StringComparison.Ordinal);
        Assert.Single(hub.Requests);
    }

    [Fact]
    public async Task Offline_asks_nobody()
    {
        await using var hub = await FakeHub.StartAsync(Config);
        var exception = await Assert.ThrowsAsync<HubException>(() => PullAsync(Options(hub) with { Offline = true }));
        Assert.Equal(HubError.NotCached, exception.Error);
        Assert.Empty(hub.Requests);
    }

    [Fact]
    public void What_was_never_pulled_is_told_with_the_line_that_pulls_it()
    {
        var exception = Assert.Throws<HubException>(() => new HubCache(Root).Require(Tiny));
        Assert.EndsWith("Pull it first: ./t2l pull hf:acme/tiny", exception.Message, StringComparison.Ordinal);
    }

    private static Task<bool> Refuse(Microsoft.AspNetCore.Http.HttpContext context, string part, int status)
    {
        if (!context.Request.Path.Value!.Contains(part, StringComparison.Ordinal))
            return Task.FromResult(false);
        context.Response.StatusCode = status;
        return Task.FromResult(true);
    }

    private sealed class Sink(List<PullProgress> reports) : IProgress<PullProgress>
    {
        public void Report(PullProgress value) => reports.Add(value);
    }
}
