using System.CommandLine;
using System.Globalization;
using T2L.Adapters.Examples;
using T2L.Adapters.Examples.Checking;
using T2L.Cli.Output;
using T2L.Client;
using T2L.Client.Adapters;
using T2L.Client.Evaluations;

namespace T2L.Cli.Commands;

/// <summary>adapters evaluations and adapters evaluate: what was measured of a version.</summary>
internal static class AdaptersEvaluationsCommand
{
    private static readonly Argument<string> Reference = ReferenceArgument.Create();
    private static readonly Option<string?> Suite = new("--suite") { Description = "What it was measured on; with --examples a name is made of them." };
    private static readonly Option<string?> Metric = new("--metric") { Description = "What was measured. Default: accuracy." };
    private static readonly Option<double?> Value = new("--value") { Description = "The figure." };
    private static readonly Option<int?> N = new("--n") { Description = "On how many examples." };
    private static readonly Option<double?> Low = new("--low") { Description = "Lower end of its interval." };
    private static readonly Option<double?> High = new("--high") { Description = "Upper end of its interval." };
    private static readonly Option<long?> Seed = new("--seed") { Description = "Seed of the measurement." };
    private static readonly Option<string?> Source = new("--source") { Description = "The command or the place that it came from." };
    private static readonly Option<FileInfo?> Examples = new("--examples")
    {
        Description = "Measure it now: JSON lines {\"input\": ..., \"answer\": ...}, 1 to 64, asked with the adapter and without.",
    };

    private static readonly Option<string?> Checker = new("--checker")
    {
        Description = $"With --examples: when an answer is right, {string.Join(", ", AnswerCheckers.Names)}. Default: whole.",
    };

    private static readonly Option<int?> MaxTokens = new("--max-tokens") { Description = "With --examples: longest answer. Default: 64." };

    static AdaptersEvaluationsCommand() => Checker.CompletionSources.Add([.. AnswerCheckers.Names]);

    public static Command List() => ClientCommand.Create("evaluations", "What was measured of a version.", async (parsed, t2l, cancellation) =>
        Report(parsed, await t2l.Evaluations.ListAsync(parsed.GetValue(Reference)!, cancellation).ConfigureAwait(false)), [Reference], "./t2l adapters evaluations math/gsm8k:3");

    public static Command Add()
    {
        var command = ClientCommand.Taking(
            new Command("evaluate", "Add a figure that was measured of a version, or measure it on examples."),
            [Reference, Suite, Metric, Value, N, Low, High, Seed, Source, Examples, Checker, MaxTokens]);
        command.SetAction((parsed, cancellation) =>
        {
            var run = parsed.GetValue(Examples) is { } file ? Trying(parsed, file) : Adding(parsed);
            return ClientCommand.RunAsync(parsed, withModels: parsed.GetValue(Examples) is not null, async t2l =>
            {
                var report = Report(parsed, await run(t2l, cancellation).ConfigureAwait(false));
                if (parsed.GetValue(CommonOptions.Json))
                    Terminal.Json(report);
                return ExitCode.Success;
            }, cancellation);
        });
        return command.WithExamples(
            "./t2l adapters evaluate math/gsm8k:3 --suite gsm8k --value 0.41 --n 500", "./t2l adapters evaluate math/gsm8k:3 --examples mine.jsonl --checker number");
    }

    private static Func<T2LClient, CancellationToken, Task<IReadOnlyList<EvaluationInfo>>> Adding(ParseResult parsed)
    {
        if (parsed.GetValue(Suite) is not { } suite || parsed.GetValue(Value) is not { } value)
            throw new UsageException("Say what was measured: --suite NAME --value FIGURE; or measure it now, with --examples FILE.");
        if (GivenOption.First(parsed, [Checker, MaxTokens]) is { } useless)
            throw new UsageException($"{useless} needs --examples: a figure that was measured elsewhere is only added.");
        var figure = new Figure(suite, value)
        {
            Metric = parsed.GetValue(Metric), N = parsed.GetValue(N), Low = parsed.GetValue(Low), High = parsed.GetValue(High),
            Seed = parsed.GetValue(Seed), Source = parsed.GetValue(Source),
        };
        return async (t2l, cancellation) => [await t2l.Evaluations.AddAsync(parsed.GetValue(Reference)!, figure, cancellation).ConfigureAwait(false)];
    }

    private static Func<T2LClient, CancellationToken, Task<IReadOnlyList<EvaluationInfo>>> Trying(ParseResult parsed, FileInfo file)
    {
        GivenOption.Refuse(parsed, "--examples", [Value, Metric, N, Low, High, Seed, Source]);
        var trial = new Trial([.. ExampleFile.Read(file.FullName).Select(example => new Example(example.Input, example.Answer))])
        {
            Suite = parsed.GetValue(Suite), Checker = parsed.GetValue(Checker), MaxTokens = parsed.GetValue(MaxTokens),
        };
        return (t2l, cancellation) => ClientCommand.WhenReadyAsync(() => t2l.Evaluations.RunAsync(parsed.GetValue(Reference)!, trial, cancellation), cancellation);
    }

    private static object Report(ParseResult parsed, IReadOnlyList<EvaluationInfo> entries)
    {
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Table(["suite", "metric", "value", "interval", "n", "at", "by", "source"], entries.Select(Row));
        return new { Items = entries };
    }

    private static IReadOnlyList<string> Row(EvaluationInfo entry) =>
    [
        entry.Suite, entry.Metric, Text(entry.Value), entry.Low is null && entry.High is null ? "" : $"{Text(entry.Low)} to {Text(entry.High)}",
        entry.N?.ToString(CultureInfo.InvariantCulture) ?? "", entry.At.ToString("u", CultureInfo.InvariantCulture), entry.By, entry.Source ?? "",
    ];

    private static string Text(double? value) => value?.ToString("g4", CultureInfo.InvariantCulture) ?? "";
}
