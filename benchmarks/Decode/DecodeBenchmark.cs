using System.Globalization;
using T2L.Benchmarks.Probes;
using T2L.Models.Generation;
using TorchSharp;

namespace T2L.Benchmarks.Decode;

/// <summary>
/// Tokens a second of one batch in which several adapters are mixed, against the same batch without adapters, against serving one
/// adapter at a time, and against what the machine allows.
/// </summary>
public sealed class DecodeBenchmark : IComputedBenchmark
{
    private const double CaseSeconds = 3;
    private const int GroupsMeasured = 4;
    private const double LeastShareOfBase = 0.6;

    /// <inheritdoc/>
    public string Name => "decode";

    /// <inheritdoc/>
    public string Summary => "tokens a second of a batch of 64 rows with no adapter and with 1, 16 and 64 different ones, random Llama models";

    /// <inheritdoc/>
    public BenchmarkReport Run(BenchmarkOptions options, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        progress?.Report("measuring what the machine can do");
        var place = Place.Widest(options);
        torch.set_num_threads(place.Threads);
        var machine = Machine.Describe(place);
        var results = new List<BenchmarkResult>();
        foreach (var shape in DecodeShape.For(place.Device.type, options.Smoke))
        {
            progress?.Report($"{shape.Name}: writing and loading the model");
            using var folder = WorkloadFolder.Of(options.Keep, shape.Name);
            using var workload = new DecodeWorkload(shape, place.Device, folder.Path);
            results.AddRange(Measure(workload, folder.Path, place, options, progress, cancellationToken));
        }

        return new BenchmarkReport(Name, machine, results);
    }

    private static List<BenchmarkResult> Measure(
        DecodeWorkload workload, string folder, Place place, BenchmarkOptions options, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var (shape, results, mixes) = (workload.Shape, new List<BenchmarkResult>(), new Dictionary<int, IReadOnlyList<GenerationResult>>());
        double basic = 0;
        foreach (int adapters in shape.Adapters.Prepend(0))
        {
            string name = Words(shape, adapters, place);
            progress?.Report(name);
            var together = Rate.Of(shape.Batch * (shape.Tokens - 1), CaseSeconds, options.Repetitions, () =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (seconds, written) = workload.Together(adapters);
                mixes[adapters] = written;
                return seconds;
            });
            double floor = DecodeFloor.Of(shape, adapters, workload.AdapterNumbers).TokensPerSecond(shape.Batch, place.Peak);
            if (adapters == 0)
            {
                basic = together.Median;
                results.Add(Result(name, "decoding, no adapter", together, floor));
                continue;
            }

            double target = LeastShareOfBase * basic, oneByOne = OneByOne(workload, adapters, cancellationToken);
            results.Add(Result(name, "decoding, against no adapter", together, floor) with
            {
                Baseline = basic,
                Ratio = together.Median / basic,
                Target = target,
                Holds = together.Median >= target,
            });
            results.Add(Result(name, "decoding, against one adapter at a time", together, floor) with { Baseline = oneByOne, Ratio = together.Median / oneByOne });
        }

        workload.Describe(folder, mixes);
        return results;
    }

    // The groups are alike, so some of them stand for all.
    private static double OneByOne(DecodeWorkload workload, int adapters, CancellationToken cancellationToken)
    {
        workload.Alone(0, adapters);
        double[] seconds = [.. Enumerable.Range(0, Math.Min(adapters, GroupsMeasured)).Select(adapter =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return workload.Alone(adapter, adapters);
        })];
        return workload.Shape.Batch * (workload.Shape.Tokens - 1) / (seconds.Average() * adapters);
    }

    private static BenchmarkResult Result(string name, string metric, Rate rate, double floor) =>
        new(name, metric, rate.Median, "tokens/s") { Floor = floor, Fastest = rate.Fastest };

    private static string Words(DecodeShape shape, int adapters, Place place) => string.Create(CultureInfo.InvariantCulture,
        $"{shape.Name}, {shape.Batch} rows, {adapters switch { 0 => "no adapter", 1 => "1 adapter", _ => $"{adapters} adapters" }}, {place.Name}");
}
