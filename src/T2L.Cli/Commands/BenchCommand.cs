using System.CommandLine;
using System.Globalization;
using T2L.Benchmarks;
using T2L.Cli.Output;

namespace T2L.Cli.Commands;

/// <summary>bench: the benchmarks, as ratios against their baselines and floors.</summary>
internal static class BenchCommand
{
    private static readonly Argument<string?> Name = new("name") { Description = "The benchmark; all of them when none is named.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<int> Repetitions = new("--repetitions") { Description = "Measured repetitions of a short case.", DefaultValueFactory = _ => 21 };
    private static readonly Option<string> Device = new("--device") { Description = "Where to measure: cpu, cuda:N or auto.", DefaultValueFactory = _ => "cpu" };
    private static readonly Option<string?> Keep = new("--keep") { Description = "Folder in which decode leaves its random models and adapters, for other programs to be measured with." };
    private static readonly Option<string?> Model = new("--model") { Description = "Model folder that base-model measures; default a random one." };
    private static readonly Option<string> Precision = new("--precision") { Description = "Number format that base-model computes in: auto, float32, bfloat16 or float16.", DefaultValueFactory = _ => "auto" };
    private static readonly Option<bool> Smoke = new("--smoke") { Description = "Toy sizes, to see that it runs; the figures mean nothing." };

    public static Command Create()
    {
        var command = new Command("bench", "Measure speed against baselines and against what the machine allows.") { Name, Repetitions, Device, Keep, Model, Precision, Smoke };
        command.SetAction(RunAsync);
        return command.WithExamples(["./t2l bench", .. BenchmarkCatalog.All.Select(benchmark => $"./t2l bench {benchmark.Name} --json"), "./t2l bench decode --device cuda:0", "./t2l bench base-model --model FOLDER --precision bfloat16"]);
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(Repetitions) < 1)
            throw new UsageException("--repetitions must be at least 1.");
        var options = new BenchmarkOptions
        {
            Repetitions = parsed.GetValue(Repetitions),
            Device = parsed.GetValue(Device)!,
            Keep = parsed.GetValue(Keep),
            Model = parsed.GetValue(Model),
            Precision = parsed.GetValue(Precision)!,
            Smoke = parsed.GetValue(Smoke),
        };
        foreach (var benchmark in Chosen(parsed.GetValue(Name)))
        {
            Terminal.Status($"{benchmark.Name}: {benchmark.Summary}");
            var report = await benchmark.RunAsync(options, new Progress<string>(Terminal.Status), cancellation).ConfigureAwait(false);
            if (parsed.GetValue(CommonOptions.Json))
                Terminal.Json(report);
            else
                Print(report);
        }
        return ExitCode.Success;
    }

    private static IReadOnlyList<IBenchmark> Chosen(string? name) => name is null
        ? BenchmarkCatalog.All
        : [BenchmarkCatalog.Find(name) ?? throw new UsageException($"There is no benchmark '{name}'; there is {string.Join(", ", BenchmarkCatalog.All.Select(benchmark => benchmark.Name))}.")];

    private static void Print(BenchmarkReport report)
    {
        Terminal.Line(report.Machine);
        Terminal.Table(["case", "metric", "value", "baseline", "ratio", "floor", "value/floor", "target", "holds", "taken by host"], report.Results.Select(Row));
    }

    private static IReadOnlyList<string> Row(BenchmarkResult result) =>
    [
        result.Case, result.Metric, $"{Number(result.Value)} {result.Unit}", Number(result.Baseline), Times(result.Ratio), Number(result.Floor),
        Times(result.Value / result.Floor), Number(result.Target), result.Holds switch { true => "yes", false => "NO", null => "" },
        result.Stolen?.ToString("P0", CultureInfo.InvariantCulture) ?? "",
    ];

    private static string Number(double? value) => value is { } number ? number.ToString("0.00", CultureInfo.InvariantCulture) : "";

    private static string Times(double? value) => value is { } number ? number.ToString("0.00x", CultureInfo.InvariantCulture) : "";
}
