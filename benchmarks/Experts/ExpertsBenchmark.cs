using System.Globalization;
using T2L.Benchmarks.Decode;
using T2L.Benchmarks.Probes;
using TorchSharp;

namespace T2L.Benchmarks.Experts;

/// <summary>
/// Tokens a second of one batch of 16 rows that mixes SVF experts and LoRAs, against the same batch of the base alone. Mix and base take
/// turns, so that whatever else the machine does meets both.
/// </summary>
public sealed class ExpertsBenchmark : IComputedBenchmark
{
    private const double CaseSeconds = 6;
    private const double LeastShareOfBase = 0.8;

    /// <inheritdoc/>
    public string Name => "experts";

    /// <inheritdoc/>
    public string Summary => "tokens a second of a batch of 16 rows with 8 SVF experts and 8 LoRAs, all different, against the base alone, random Llama models";

    /// <inheritdoc/>
    public BenchmarkReport Run(BenchmarkOptions options, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        progress?.Report("measuring what the machine can do");
        var places = Place.Of(options);
        var machine = Machine.Describe(places[^1]);
        var results = new List<BenchmarkResult>();
        foreach (var shape in ExpertShape.For(places[0].Device.type, options.Smoke))
        {
            progress?.Report($"{shape.Name}: writing, decomposing and loading the model");
            using var folder = WorkloadFolder.Of(options.Keep, shape.Name);
            using var workload = new ExpertWorkload(shape, places[0].Device, folder.Path);
            foreach (var place in places)
            {
                torch.set_num_threads(place.Threads);
                foreach (var mix in ExpertShape.Mixes(shape.Batch))
                {
                    progress?.Report($"{shape.Name}: {mix.Name}, {place.Name}");
                    results.AddRange(Measure(workload, mix, place, options.Repetitions, cancellationToken));
                }
            }
        }

        return new BenchmarkReport(Name, machine, results);
    }

    private static IEnumerable<BenchmarkResult> Measure(ExpertWorkload workload, AdapterMix mix, Place place, int repetitions, CancellationToken cancellationToken)
    {
        var (first, second) = (workload.Seconds(null), workload.Seconds(mix));
        // Where processor time is reported, it decides how often: on a busy machine the clock would allow too few turns to tell anything.
        var warm = CountsProcessorTime(place) ? first.Processor + second.Processor : first.Clock + second.Clock;
        var count = (int)Math.Clamp(CaseSeconds / warm, Math.Min(3, repetitions), Math.Max(3, repetitions * 3));
        var (basic, mixed) = (new (double Clock, double Processor)[count], new (double Clock, double Processor)[count]);
        for (var turn = 0; turn < count; turn++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            basic[turn] = workload.Seconds(null);
            mixed[turn] = workload.Seconds(mix);
        }

        yield return Result(workload, mix, place, "decoding, against no adapter", [.. basic.Select(one => one.Clock)], [.. mixed.Select(one => one.Clock)]);
        // On a machine that others use too, the clock tells mostly of them. With several threads processor time counts their waiting.
        if (CountsProcessorTime(place))
            yield return Result(workload, mix, place, "decoding by processor time, against no adapter", [.. basic.Select(one => one.Processor)], [.. mixed.Select(one => one.Processor)]);
    }

    private static bool CountsProcessorTime(Place place) => place is { Threads: 1, Device.type: DeviceType.CPU };

    private static BenchmarkResult Result(ExpertWorkload workload, AdapterMix mix, Place place, string metric, double[] basic, double[] mixed)
    {
        var shape = workload.Shape;
        Array.Sort(basic);
        Array.Sort(mixed);
        double tokens = shape.Batch * (shape.Tokens - 1), baseRate = tokens / basic[basic.Length / 2], rate = tokens / mixed[mixed.Length / 2];
        var isHalf = mix == ExpertShape.Half(shape.Batch);
        return new BenchmarkResult(string.Create(CultureInfo.InvariantCulture, $"{shape.Name}, {shape.Batch} rows, {mix.Name}, {place.Name}"), metric, rate, "tokens/s")
        {
            Baseline = baseRate,
            Ratio = rate / baseRate,
            Floor = ExpertFloor.Of(shape, mix, workload.LoraNumbers).TokensPerSecond(shape.Batch, place.Peak),
            Target = isHalf ? LeastShareOfBase * baseRate : null,
            Holds = isHalf ? rate >= LeastShareOfBase * baseRate : null,
            Fastest = tokens / mixed[0],
        };
    }
}
