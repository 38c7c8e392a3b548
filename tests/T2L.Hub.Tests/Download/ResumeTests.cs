using T2L.Hub.Cache;
using T2L.Hub.Tests.Server;

namespace T2L.Hub.Tests.Download;

public sealed class ResumeTests : HubTest
{
    private static readonly FakeFile Weights = FakeFile.Large("model.safetensors", 1_000_000);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Cut_at_random_places_the_file_still_arrives_whole(int seed)
    {
        await using var hub = await FakeHub.StartAsync(Weights, FakeFile.Large("other.bin", 200_000, seed), FakeFile.Small("config.json", "{}"));
        var random = new Random(seed);
        hub.Send = (context, bytes) =>
        {
            int after;
            lock (random)
                after = random.Next(3) > 0 ? random.Next(1, 40_000) : int.MaxValue;
            return after < bytes.Length ? Disturbed.CutAsync(context, bytes, after) : context.Response.Body.WriteAsync(bytes).AsTask();
        };
        await PullAsync(Options(hub) with { MaxAttempts = 50 });
        foreach (var file in hub.Files)
            Assert.Equal(file.Bytes, await File.ReadAllBytesAsync(Blob(file)));
        Assert.NotEmpty(Pauses);
    }

    [Fact]
    public async Task What_arrived_before_a_stop_is_not_asked_for_again()
    {
        await using var hub = await FakeHub.StartAsync(Weights);
        using var stop = new CancellationTokenSource();
        // The first four ranges are the server's to give; it keeps the rest until the client leaves.
        var allowed = 4;
        hub.Send = async (context, bytes) =>
        {
            if (Interlocked.Decrement(ref allowed) >= 0)
            {
                await context.Response.Body.WriteAsync(bytes);
                return;
            }
            await context.Response.Body.WriteAsync(bytes[..10_000]);
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        using (var client = new HubClient(Options(hub)))
        {
            var plan = await client.PlanAsync(Tiny, PathFilter.All, CancellationToken.None);
            var pull = client.PullAsync(plan, new Reached(bytes => { if (bytes >= (4 * 65_536) + 40_000) stop.Cancel(); }), stop.Token);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pull);
        }
        Assert.True(NothingCached);

        hub.Send = (context, bytes) => context.Response.Body.WriteAsync(bytes).AsTask();
        var result = await PullAsync(hub);
        Assert.InRange(result.DownloadedBytes, 1, 1_000_000 - (4 * 65_536) - 40_000);
        Assert.Equal(Weights.Bytes, await File.ReadAllBytesAsync(Blob(Weights)));
        Assert.Single(Directory.EnumerateFiles(Path.GetDirectoryName(Blob(Weights))!));
    }

    [Fact]
    public async Task Plan_counts_what_a_stopped_pull_left()
    {
        await using var hub = await FakeHub.StartAsync(Weights);
        Leave(Weights.Bytes, 1_000_000, [(100_000, 300_000)]);
        using var client = new HubClient(Options(hub));
        Assert.Equal(800_000, (await client.PlanAsync(Tiny, PathFilter.All, CancellationToken.None)).MissingBytes);
    }

    [Fact]
    public async Task A_killed_processs_half_line_is_ignored()
    {
        await using var hub = await FakeHub.StartAsync(Weights);
        Leave(Weights.Bytes, 1_000_000, [(0, 100_000)], tail: "100000 9999");
        var result = await PullAsync(hub);
        Assert.Equal(900_000, result.DownloadedBytes);
        Assert.Equal(Weights.Bytes, await File.ReadAllBytesAsync(Blob(Weights)));
    }

    [Fact]
    public async Task Wrong_bytes_of_an_earlier_run_are_found_and_fetched_again()
    {
        await using var hub = await FakeHub.StartAsync(Weights);
        Leave(new byte[1_000_000], 1_000_000, [(0, 500_000)]);
        var result = await PullAsync(hub);
        Assert.Equal(1_500_000, result.DownloadedBytes);
        Assert.Equal(Weights.Bytes, await File.ReadAllBytesAsync(Blob(Weights)));
    }

    [Fact]
    public async Task Partial_file_of_the_hubs_own_client_is_taken_over()
    {
        await using var hub = await FakeHub.StartAsync(Weights);
        Directory.CreateDirectory(Path.GetDirectoryName(Blob(Weights))!);
        await File.WriteAllBytesAsync(Blob(Weights) + ".incomplete", Weights.Bytes[..400_000]);
        Assert.Equal(600_000, (await PullAsync(hub)).DownloadedBytes);
        Assert.Equal(Weights.Bytes, await File.ReadAllBytesAsync(Blob(Weights)));
    }

    [Fact]
    public async Task Blob_of_the_wrong_size_is_replaced()
    {
        await using var hub = await FakeHub.StartAsync(Weights);
        Directory.CreateDirectory(Path.GetDirectoryName(Blob(Weights))!);
        await File.WriteAllBytesAsync(Blob(Weights), new byte[10]);
        await PullAsync(hub);
        Assert.Equal(Weights.Bytes, await File.ReadAllBytesAsync(Blob(Weights)));
    }

    [Fact]
    public async Task Server_without_ranges_serves_too()
    {
        await using var hub = await FakeHub.StartAsync(Weights);
        var sent = 0;
        hub.Intercept = async context =>
        {
            if (!context.Request.Path.Value!.Contains("/resolve/", StringComparison.Ordinal))
                return false;
            context.Response.ContentLength = Weights.Bytes.Length;
            // Cut once in the middle: what is there is skipped, not written twice.
            if (Interlocked.Increment(ref sent) > 4 && sent < 7)
                await Disturbed.CutAsync(context, Weights.Bytes, 400_000);
            else
                await context.Response.Body.WriteAsync(Weights.Bytes);
            return true;
        };
        await PullAsync(hub);
        Assert.Equal(Weights.Bytes, await File.ReadAllBytesAsync(Blob(Weights)));
    }

    [Fact]
    public async Task Two_pulls_at_once_download_once_together()
    {
        await using var hub = await FakeHub.StartAsync(Weights, FakeFile.Small("config.json", "{}"));
        // Real pauses: the one that waits for the other's lock must not spin.
        var options = Options(hub) with { Pause = Task.Delay };
        var results = await Task.WhenAll(PullAsync(options), PullAsync(options), PullAsync(options));
        Assert.Equal(1_000_002, results.Sum(result => result.DownloadedBytes));
        Assert.Equal(Weights.Bytes, await File.ReadAllBytesAsync(Blob(Weights)));
    }

    [Fact]
    public void A_lock_is_held_by_one()
    {
        var path = Path.Combine(Root, "some.lock");
        using (var first = FileLock.TryAcquire(path))
        {
            Assert.NotNull(first);
            Assert.Null(FileLock.TryAcquire(path));
        }
        using var second = FileLock.TryAcquire(path);
        Assert.NotNull(second);
    }

    private void Leave(byte[] bytes, int size, (int From, int To)[] ranges, string tail = "")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Blob(Weights))!);
        File.WriteAllBytes(Blob(Weights) + ".t2l.incomplete", bytes);
        File.WriteAllText(Blob(Weights) + ".t2l.ranges", $"t2l-ranges 1 {size}\n" + string.Concat(ranges.Select(range => $"{range.From} {range.To}\n")) + tail);
    }

    private sealed class Reached(Action<long> action) : IProgress<PullProgress>
    {
        public void Report(PullProgress value) => action(value.Bytes);
    }
}
