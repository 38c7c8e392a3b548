using System.Globalization;
using T2L.Cli.Output;

namespace T2L.Cli.Commands.Svf;

/// <summary>What svf adapt did, for people.</summary>
internal static class AdaptReportLines
{
    private const int MostWeights = 12;

    public static void Print(AdaptReport report)
    {
        if (report.Weights is { } weights)
            Terminal.Table(["expert", "weight", "alone, exact match"], weights.Zip(report.Alone!, (row, alone) => (IReadOnlyList<string>)[row.Expert, Values(row), PercentText.Of(alone.ExactMatch)]));
        if (report.Chosen is { } chosen)
            Terminal.Table(["chosen for examples", ""], chosen.Select(one => (IReadOnlyList<string>)[one.Expert, one.Examples.ToString(CultureInfo.InvariantCulture)]));
        if (report is { Base: { } plain, Adapted: { } adapted })
            Terminal.Line($"{plain.Examples} examples: exact match {PercentText.Of(plain.ExactMatch)} before, {PercentText.Of(adapted.ExactMatch)} after; log-likelihood per token {Number(plain.LogLikelihood)} before, {Number(adapted.LogLikelihood)} after");
        if (report.HeldOut is { } kept)
            Terminal.Line($"{kept.Base.Examples} examples kept apart: exact match {PercentText.Of(kept.Base.ExactMatch)} before, {PercentText.Of(kept.Adapted.ExactMatch)} after; the best expert of the search alone, {kept.BestSingle.Name}, {PercentText.Of(kept.BestSingle.ExactMatch)}");
        if (report.Helps == false)
            Terminal.Line("No mix did better on the examples than the base model, which answers. Try other experts, more generations or --weights matrix.");
        if (report.Answers.Count > 0)
            Terminal.Table(["prompt", "answered by", "base model", "adapted"], report.Answers.Select(answer => (IReadOnlyList<string>)[answer.Prompt, answer.Expert, answer.Base, answer.Adapted]));
        Terminal.Line($"first pass {Time(report.FirstPassMs)}{(report.SecondPassMs is { } second ? $", second pass {Time(second)} an answer" : "")}");
        if (report.Saved is { } file)
            Terminal.Line($"{file} written");
        if (report.NotSaved is { } none)
            Terminal.Line($"{none} not written: there is no mix to keep");
    }

    private static string Values(ExpertWeights row) =>
        string.Join(' ', row.Values.Take(MostWeights).Select(value => value.ToString("F3", CultureInfo.InvariantCulture))) + (row.Values.Count > MostWeights ? " …" : "");

    private static string Number(double value) => value.ToString("F3", CultureInfo.InvariantCulture);

    private static string Time(double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:F1} ms");
}
