using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using T2L.Cli.Output;
using T2L.Registry.Audit;
using T2L.Registry.Catalog;
using T2L.Registry.Evaluations;

namespace T2L.Cli.Commands;

/// <summary>adapters evaluations and adapters evaluate: what was measured of a version.</summary>
internal static class AdaptersEvaluationsCommand
{
    private static readonly Argument<string> Reference = new("adapter") { Description = "Id, digest, name, name:version or name@alias of an adapter." };
    private static readonly Option<string> Suite = new("--suite") { Description = "What it was measured on.", Required = true };
    private static readonly Option<string> Metric = new("--metric") { Description = "What was measured.", DefaultValueFactory = _ => "accuracy" };
    private static readonly Option<double> Value = new("--value") { Description = "The figure.", Required = true };
    private static readonly Option<int?> N = new("--n") { Description = "On how many examples." };
    private static readonly Option<double?> Low = new("--low") { Description = "Lower end of its interval." };
    private static readonly Option<double?> High = new("--high") { Description = "Upper end of its interval." };
    private static readonly Option<long?> Seed = new("--seed") { Description = "Seed of the measurement." };
    private static readonly Option<string?> Source = new("--source") { Description = "The command or the place that it came from." };

    public static Command List() => AdaptersCommand.Verb("evaluations", "What was measured of a version.", async (parsed, services, cancellation) =>
    {
        var entry = await FindAsync(parsed, services, cancellation).ConfigureAwait(false);
        return Report(parsed, await services.GetRequiredService<AdapterEvaluations>().ListAsync(entry.Digest, cancellation).ConfigureAwait(false));
    }, [Reference], "./t2l adapters evaluations math/gsm8k:3");

    public static Command Add() => AdaptersCommand.Verb("evaluate", "Add a figure that was measured of a version.", async (parsed, services, cancellation) =>
    {
        var entry = await FindAsync(parsed, services, cancellation).ConfigureAwait(false);
        var figure = new NewEvaluation(parsed.GetValue(Suite)!, parsed.GetValue(Metric)!, parsed.GetValue(Value))
        {
            N = parsed.GetValue(N), Low = parsed.GetValue(Low), High = parsed.GetValue(High), Seed = parsed.GetValue(Seed), Source = parsed.GetValue(Source),
        };
        return Report(parsed, await services.GetRequiredService<AdapterEvaluations>().AddAsync(entry.Digest, [figure], Actor.OfProcess(), cancellation).ConfigureAwait(false));
    }, [Reference, Suite, Metric, Value, N, Low, High, Seed, Source], "./t2l adapters evaluate math/gsm8k:3 --suite gsm8k --value 0.41 --n 500");

    private static async Task<CatalogEntry> FindAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation) =>
        await services.GetRequiredService<AdapterCatalog>().FindAsync(parsed.GetValue(Reference)!, cancellation).ConfigureAwait(false) ?? throw new AdapterNotFoundException(parsed.GetValue(Reference)!);

    private static object Report(ParseResult parsed, IReadOnlyList<EvaluationEntry> entries)
    {
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Table(["suite", "metric", "value", "interval", "n", "at", "by", "source"], entries.Select(Row));
        return new
        {
            Items = entries.Select(entry => new
            {
                entry.Id, entry.Figure.Suite, entry.Figure.Metric, entry.Figure.Value, entry.Figure.N, entry.Figure.Low, entry.Figure.High, entry.Figure.Seed, entry.Figure.Source, entry.At, entry.By,
            }).ToList(),
        };
    }

    private static IReadOnlyList<string> Row(EvaluationEntry entry) =>
    [
        entry.Figure.Suite, entry.Figure.Metric, Text(entry.Figure.Value), entry.Figure.Low is null && entry.Figure.High is null ? "" : $"{Text(entry.Figure.Low)} to {Text(entry.Figure.High)}",
        entry.Figure.N?.ToString(CultureInfo.InvariantCulture) ?? "", entry.At.ToString("u", CultureInfo.InvariantCulture), entry.By, entry.Figure.Source ?? "",
    ];

    private static string Text(double? value) => value?.ToString("g4", CultureInfo.InvariantCulture) ?? "";
}
