using System.Globalization;
using T2L.Benchmarks.Decode;
using T2L.Benchmarks.Probes;
using TorchSharp;

namespace T2L.Benchmarks.Sft;

/// <summary>
/// Examples a second of real steps of supervised fine-tuning at the nano recipe's sizes, against one task at a time and against what
/// the machine allows.
/// </summary>
public sealed class SftBenchmark : IComputedBenchmark
{
    // The batches that are drawn together: short and long ones in the proportion in which training meets them.
    private const int Steps = 8;

    /// <inheritdoc/>
    public string Name => "sft";

    /// <inheritdoc/>
    public string Summary => "examples a second of supervised fine-tuning at the nano recipe's sizes, random models";

    /// <inheritdoc/>
    public BenchmarkReport Run(BenchmarkOptions options, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        progress?.Report("measuring what the machine can do");
        var places = Place.Of(options);
        var machine = Machine.Describe(places[0]);
        using var folder = WorkloadFolder.Of(options.Keep, Name);
        using var workload = new SftWorkload(options.Smoke ? SftShape.Toy : SftShape.Nano, places[0].Device, folder.Path);
        progress?.Report($"{Words(workload.Shape)}: one task at a time");
        var thread = places.Select(place => place.Peak with { Threads = 1, Flops = place.Peak.Flops / place.Threads }).MaxBy(peak => peak.Flops)!;
        var plain = MeasurePlain(workload, options, cancellationToken);
        var results = new List<BenchmarkResult>();
        foreach (var place in places)
        {
            progress?.Report($"{Words(workload.Shape)}, {place.Name}");
            results.AddRange(Measure(workload, place, thread, plain, options, cancellationToken));
        }
        return new BenchmarkReport(Name, machine, results);
    }

    // On one thread: its small products lose more by meeting at barriers than they gain.
    private static SftRate MeasurePlain(SftWorkload workload, BenchmarkOptions options, CancellationToken cancellationToken)
    {
        torch.set_num_threads(1);
        using var learner = workload.NewLearner();
        return SftRate.Of(workload, Steps, options.Repetitions, (step, batch) => learner.OneByOne(step, batch), cancellationToken);
    }

    private static IEnumerable<BenchmarkResult> Measure(
        SftWorkload workload, Place place, Peak thread, SftRate plain, BenchmarkOptions options, CancellationToken cancellationToken)
    {
        torch.set_num_threads(1);
        using var learner = workload.NewLearner();
        var ours = SftRate.Of(workload, Steps, options.Repetitions, (step, batch) => learner.Together(step, batch, workers: place.Threads), cancellationToken);
        var (name, floor) = ($"{Words(workload.Shape)}, {place.Name}", workload.Floor(Steps));
        yield return Result(name, "training", ours.Clock, plain.Clock, floor.ExamplesPerSecond(place.Peak));
        // What the other core does is no merit of the method; and where other programs take turns, only this can be relied on.
        if (place.Device.type == DeviceType.CPU)
            yield return Result(name, "training, a second of processor time", ours.Processor, plain.Processor, floor.ExamplesPerSecond(thread));
    }

    private static BenchmarkResult Result(string name, string metric, Rate rate, Rate plain, double floor) => new(name, metric, rate.Median, "examples/s")
    {
        Baseline = plain.Median,
        Ratio = rate.Median / plain.Median,
        Floor = floor,
        Fastest = rate.Fastest,
    };

    private static string Words(SftShape shape) =>
        string.Create(CultureInfo.InvariantCulture, $"{shape.Name}, {shape.Options.TasksPerStep} tasks x {shape.Options.ExamplesPerTask}");
}
