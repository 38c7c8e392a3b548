using System.Diagnostics;
using System.Globalization;
using T2L.Registry.Publishing;
using T2L.Registry.Search;

namespace T2L.Benchmarks.Registry;

/// <summary>
/// The API over HTTP with a million adapters in a real PostgreSQL on the same machine: lists, searches, lookups, publishing. <see cref="BenchmarkOptions.Keep"/> keeps
/// the filled database for the next run.
/// </summary>
public sealed class RegistryBenchmark : IBenchmark
{
    private const int Rows = 1_000_000, EmbeddingSize = 1024;
    private const int SmokeRows = 2_000, SmokeEmbeddingSize = 64;

    /// <inheritdoc/>
    public string Name => "registry";

    /// <inheritdoc/>
    public string Summary => "lists, searches, lookups and publishing with a million adapters, over HTTP";

    /// <inheritdoc/>
    public async Task<BenchmarkReport> RunAsync(BenchmarkOptions options, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var place = Probes.Place.Widest(options with { Device = "cpu" });
        var rows = options.Smoke ? new SampleRows(SmokeRows, SmokeEmbeddingSize) : new SampleRows(Rows, EmbeddingSize);
        var root = options.Keep is { } keep ? Path.GetFullPath(keep) : Directory.CreateTempSubdirectory("t2l-registry-").FullName;
        try
        {
            var world = await RegistryWorld.OpenAsync(root, rows, progress, cancellationToken).ConfigureAwait(false);
            await using (world.ConfigureAwait(false))
                return new BenchmarkReport(Name, Machine.Describe(place), await MeasureAsync(world, rows, place, options, progress, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            if (options.Keep is null)
                Directory.Delete(root, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<BenchmarkResult>> MeasureAsync(
        RegistryWorld world, SampleRows rows, Probes.Place place, BenchmarkOptions options, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var api = await ApiUnderTest.StartAsync(world, rows, cancellationToken).ConfigureAwait(false);
        await using (api.ConfigureAwait(false))
        {
            var results = new List<BenchmarkResult>();
            using var http = new HttpClient { BaseAddress = api.Address };
            var requests = options.Smoke ? 20 : 25 * options.Repetitions;
            foreach (var search in RegistryRequests.WithoutIndex(rows))
                results.Add(await MeasureAsync(search, floor: null, http, requests, progress, cancellationToken).ConfigureAwait(false));
            results.Add(Memory("API and its client, without the task embeddings", target: 400));
            progress?.Report("reading the task embeddings");
            var start = Stopwatch.GetTimestamp();
            await api.Get<EmbeddingIndex>().WarmUpAsync(cancellationToken).ConfigureAwait(false);
            results.Add(new BenchmarkResult("task embeddings", "read after start", Stopwatch.GetElapsedTime(start).TotalSeconds, "s"));
            results.Add(Memory("API and its client, with the task embeddings", target: null));
            // A scan cannot be faster than the quarter that it reads of every vector comes out of memory.
            var scan = rows.Count * (rows.EmbeddingSize / 4.0) / place.Peak.Bandwidth * 1e3;
            foreach (var search in RegistryRequests.WithIndex(rows))
                results.Add(await MeasureAsync(search, scan, http, requests, progress, cancellationToken).ConfigureAwait(false));
            results.AddRange(await LookupsAsync(world, api.Address, options, progress, cancellationToken).ConfigureAwait(false));
            results.Add(await PublishAsync(world, api, options, progress, cancellationToken).ConfigureAwait(false));
            return results;
        }
    }

    // What the process holds: an upper bound of the API's own.
    private static BenchmarkResult Memory(string of, double? target)
    {
        var megabytes = Environment.WorkingSet / 1e6;
        return new BenchmarkResult(of, "working set", megabytes, "MB") { Target = target, Holds = target is null ? null : megabytes <= target };
    }

    private static async Task<BenchmarkResult> MeasureAsync(
        RegistryRequest search, double? floor, HttpClient http, int requests, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(search.Case);
        var latencies = await Latencies.OfAsync(http, requests, search.Address, cancellationToken).ConfigureAwait(false);
        progress?.Report(string.Create(CultureInfo.InvariantCulture, $"{search.Case}: p50 {latencies.Median:F1} ms, p99 {latencies.P99:F1} ms{(latencies.Stolen is { } stolen ? $", {stolen:P0} taken by the host" : "")}"));
        return new BenchmarkResult(search.Case, "p99", latencies.P99, "ms")
        {
            Floor = floor, Target = search.Target, Holds = latencies.P99 <= search.Target, Fastest = latencies.Median, Stolen = latencies.Stolen,
        };
    }

    private static async Task<IReadOnlyList<BenchmarkResult>> LookupsAsync(
        RegistryWorld world, Uri address, BenchmarkOptions options, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        progress?.Report("lookups by digest");
        string[] paths = [.. (await world.DigestsAsync(1000, cancellationToken).ConfigureAwait(false)).Select(digest => $"/v1/adapters/{digest}")];
        var count = options.Smoke ? 400 : 40_000;
        var alive = await LookupRate.OfAsync(address, ["/health/live"], count, 1, cancellationToken).ConfigureAwait(false);
        var lookup = await LookupRate.OfAsync(address, paths, count, 8, cancellationToken).ConfigureAwait(false);
        return
        [
            new BenchmarkResult("digest lookup, 8 connections", "for each CPU second of the API", lookup.PerCpuSecond, "requests")
            {
                Baseline = alive.PerCpuSecond, Ratio = lookup.PerCpuSecond / alive.PerCpuSecond, Target = 5000, Holds = lookup.PerCpuSecond >= 5000, Stolen = lookup.Stolen,
            },
            new BenchmarkResult("digest lookup, 8 connections", "rate beside PostgreSQL and the client", lookup.PerSecond, "requests/s") { Stolen = lookup.Stolen },
        ];
    }

    private static async Task<BenchmarkResult> PublishAsync(
        RegistryWorld world, ApiUnderTest api, BenchmarkOptions options, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        progress?.Report("publishing");
        var before = Probes.StolenTime.Now();
        var (publish, write, megabytes) = await PublishRate.OfAsync(
            api.Get<AdapterPublisher>(), world.Blobs, options.Smoke ? 3 : options.Repetitions, options.Smoke, cancellationToken).ConfigureAwait(false);
        return new BenchmarkResult(string.Create(CultureInfo.InvariantCulture, $"publish {megabytes:F1} MB"), "rate", publish, "MB/s")
        {
            Baseline = write, Ratio = publish / write, Target = 0.6 * write, Holds = publish >= 0.6 * write, Stolen = Probes.StolenTime.ShareSince(before),
        };
    }
}
