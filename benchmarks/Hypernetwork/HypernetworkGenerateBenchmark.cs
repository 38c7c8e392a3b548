using T2L.Benchmarks.Probes;
using T2L.Hypernetwork;
using T2L.Models;
using TorchSharp;

namespace T2L.Benchmarks.Hypernetwork;

/// <summary>
/// Time of one adapter at Mistral-7B shape, from task embedding to finished adapter values, alone and in a batch, against the
/// official algorithm in the same process and against what the machine allows.
/// </summary>
public sealed class HypernetworkGenerateBenchmark : IComputedBenchmark
{
    private const double FloorFactor = 1.5;
    private const double BatchGain = 8;
    private static readonly int[] Batches = [1, 64];

    /// <inheritdoc/>
    public string Name => "hypernetwork-generate";

    /// <inheritdoc/>
    public string Summary => "time of one generated adapter at Mistral-7B shape, variants L, M, S, alone and in a batch of 64";

    /// <inheritdoc/>
    public BenchmarkReport Run(BenchmarkOptions options, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        progress?.Report("measuring what the machine can do");
        var places = Place.Of(options);
        var machine = Machine.Describe(places[0]);
        var results = new List<BenchmarkResult>();
        foreach (var variant in new[] { HeadVariant.L, HeadVariant.M, HeadVariant.S })
        {
            var checkpoint = RandomHypernetwork.Of(options.Smoke ? HypernetworkShape.Toy(variant) : HypernetworkShape.Mistral7B(variant));
            progress?.Report($"{variant}: the official algorithm");
            var official = MeasureOfficial(checkpoint, places[0].Device, options, cancellationToken);
            foreach (var place in places)
            {
                progress?.Report($"{variant}, {place.Name}");
                results.AddRange(Measure(checkpoint, place, official, options, cancellationToken));
            }
        }

        return new BenchmarkReport(Name, machine, results);
    }

    // On one thread, its fastest setting: its small products lose more by meeting at barriers than they gain.
    private static double MeasureOfficial(HypernetworkCheckpoint checkpoint, torch.Device device, BenchmarkOptions options, CancellationToken cancellationToken)
    {
        torch.set_num_threads(1);
        using var official = new OfficialLoop(checkpoint, device);
        using var embedding = RandomHypernetwork.Embeddings(checkpoint.Config, 1).ToTensor(device);
        return Timing.Of(() =>
        {
            foreach (var (a, b) in official.Generate(embedding).Values)
            {
                a.Dispose();
                b.Dispose();
            }

            DevicePeak.Finish(device);
        }, options.Repetitions, cancellationToken).Median;
    }

    private static IEnumerable<BenchmarkResult> Measure(
        HypernetworkCheckpoint checkpoint, Place place, double official, BenchmarkOptions options, CancellationToken cancellationToken)
    {
        using var generator = LoraGenerator.Create(checkpoint, new GeneratorOptions { Device = place.Device.ToString(), Threads = place.Threads });
        var floor = HypernetworkFloor.Of(checkpoint.Config);
        double? alone = null;
        foreach (var batch in Batches)
        {
            var least = floor.Milliseconds(batch, place.Peak);
            var name = $"{checkpoint.Config.Variant}, {Count(batch, "description")}, {place.Name}";
            var reused = Time(generator, batch, new AdapterBuffers(), options, cancellationToken);
            var target = alone is { } one ? one / BatchGain : FloorFactor * least;
            alone ??= reused.Median;
            yield return Result(name, "time per adapter", reused, official, least) with { Target = target, Holds = reused.Median <= target };
            yield return Result(name, "time per adapter in new memory", Time(generator, batch, buffers: null, options, cancellationToken), official, least);
        }
    }

    private static BenchmarkResult Result(string name, string metric, Timing timing, double official, double floor) => new(name, metric, timing.Median, "ms")
    {
        Baseline = official,
        Ratio = official / timing.Median,
        Floor = floor,
        Fastest = timing.Fastest,
    };

    private static Timing Time(LoraGenerator generator, int batch, AdapterBuffers? buffers, BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var embeddings = RandomHypernetwork.Embeddings(generator.Config, batch);
        return Timing.Of(() => GC.KeepAlive(generator.Generate(embeddings, buffers)), options.Repetitions, cancellationToken).DividedBy(batch);
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
