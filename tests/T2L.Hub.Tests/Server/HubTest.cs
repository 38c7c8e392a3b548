using T2L.Testing;

namespace T2L.Hub.Tests.Server;

/// <summary>A fresh cache, a client that never really waits, and what it asked to wait.</summary>
public abstract class HubTest : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    private protected string Root => _folder.Path;

    private protected List<TimeSpan> Pauses { get; } = [];

    private protected RepoReference Tiny { get; } = RepoReference.Parse("hf:acme/tiny");

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected HubOptions Options(FakeHub hub) => new()
    {
        Endpoint = hub.Address,
        CacheRoot = Root,
        Workers = 4,
        SegmentBytes = 64 << 10,
        Time = new LeapingTime(),
        Pause = (span, cancellation) =>
        {
            lock (Pauses)
                Pauses.Add(span);
            return Task.Yield() is var _ && cancellation.IsCancellationRequested ? Task.FromCanceled(cancellation) : Task.CompletedTask;
        },
    };

    private protected Task<PullResult> PullAsync(FakeHub hub, params string[] include) => PullAsync(Options(hub), include);

    private protected async Task<PullResult> PullAsync(HubOptions options, params string[] include)
    {
        using var client = new HubClient(options);
        var plan = await client.PlanAsync(Tiny, new PathFilter(include, []), CancellationToken.None);
        return await client.PullAsync(plan, null, CancellationToken.None);
    }

    private protected async Task<HubException> RefusedAsync(FakeHub hub, HubError error)
    {
        var exception = await Assert.ThrowsAsync<HubException>(() => PullAsync(hub));
        Assert.Equal(error, exception.Error);
        return exception;
    }

    private protected string Blob(FakeFile file) => Path.Combine(Root, "models--acme--tiny", "blobs", file.BlobName);

    private protected bool NothingCached => !Directory.Exists(Path.Combine(Root, "models--acme--tiny", "blobs"))
        || !Directory.EnumerateFiles(Path.Combine(Root, "models--acme--tiny", "blobs")).Any(path => !Path.GetFileName(path).Contains(".t2l.", StringComparison.Ordinal));

    // Every look at the clock is a second later, so that no report is held back.
    private sealed class LeapingTime : TimeProvider
    {
        private long _now;

        public override long GetTimestamp() => Interlocked.Add(ref _now, TimestampFrequency);
    }
}
