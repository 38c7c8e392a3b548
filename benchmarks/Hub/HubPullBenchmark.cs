using System.Security.Cryptography;
using T2L.Hub;

namespace T2L.Benchmarks.Hub;

/// <summary>
/// One large file from a server of this process on the loopback into a fresh cache, checked by its hash and flushed to the disk, against
/// <see cref="HttpClient"/> copying the same bytes to a file unchecked. Floor: their SHA-256 on one core.
/// </summary>
public sealed class HubPullBenchmark : IBenchmark
{
    private const int Bytes = 256 << 20, SmokeBytes = 1 << 20, Seed = 20261121;

    /// <inheritdoc/>
    public string Name => "hub-pull";

    /// <inheritdoc/>
    public string Summary => "megabytes a second from a hub on the loopback into the cache, checked";

    /// <inheritdoc/>
    public async Task<BenchmarkReport> RunAsync(BenchmarkOptions options, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var content = new byte[options.Smoke ? SmokeBytes : Bytes];
        new Random(Seed).NextBytes(content);
        var place = Probes.Place.Of(options with { Threads = [1], Device = "cpu" })[0];
        await using var hub = new LoopbackHub(content);
        var results = await Task.Run(() => Measure(hub, content, options, progress, cancellationToken).ToList(), cancellationToken).ConfigureAwait(false);
        return new BenchmarkReport(Name, Machine.Describe(place), results);
    }

    private static IEnumerable<BenchmarkResult> Measure(LoopbackHub hub, byte[] content, BenchmarkOptions options, IProgress<string>? progress, CancellationToken cancellation)
    {
        progress?.Report("copy without a check");
        var copy = Timing.Of(() => InFolder(folder => CopyAsync(hub, Path.Combine(folder, "copy"), cancellation)), options.Repetitions, cancellation);
        progress?.Report("SHA-256 alone");
        var hash = Timing.Of(() => GC.KeepAlive(SHA256.HashData(content)), options.Repetitions, cancellation);
        foreach (var workers in (int[])[1, 8])
        {
            var name = $"{content.Length / 1e6:F0} MB, {workers} connection{(workers == 1 ? "" : "s")}";
            progress?.Report(name);
            var pull = Timing.Of(() => InFolder(folder => PullAsync(hub, folder, workers, cancellation)), options.Repetitions, cancellation);
            yield return new BenchmarkResult(name, "pull", Rate(pull.Median), "MB/s")
            {
                Baseline = Rate(copy.Median),
                Ratio = copy.Median / pull.Median,
                Floor = Rate(hash.Median),
                Fastest = Rate(pull.Fastest),
            };
        }

        double Rate(double milliseconds) => content.Length / 1e3 / milliseconds;
    }

    private static async Task PullAsync(LoopbackHub hub, string folder, int workers, CancellationToken cancellation)
    {
        using var client = new HubClient(new HubOptions { Endpoint = hub.Address, CacheRoot = folder, Workers = workers });
        var plan = await client.PlanAsync(RepoReference.Parse("hf:" + LoopbackHub.Repository), new PathFilter([], []), cancellation).ConfigureAwait(false);
        await client.PullAsync(plan, null, cancellation).ConfigureAwait(false);
    }

    private static async Task CopyAsync(LoopbackHub hub, string path, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        var source = await http.GetStreamAsync(hub.File, cancellation).ConfigureAwait(false);
        var target = File.Create(path);
        await using (source.ConfigureAwait(false))
        await using (target.ConfigureAwait(false))
            await source.CopyToAsync(target, cancellation).ConfigureAwait(false);
    }

    private static void InFolder(Func<string, Task> run)
    {
        var folder = Directory.CreateTempSubdirectory("t2l-hub-pull-").FullName;
        try
        {
            run(folder).GetAwaiter().GetResult();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
