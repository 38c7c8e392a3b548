using System.Globalization;
using System.Text;
using System.Text.Json;
using T2L.Adapters.Storage;
using T2L.Training.Evaluation.Reports;

namespace T2L.Training.Evaluation.Strategies;

/// <summary>Writes a report of strategies as <c>report.json</c> and <c>report.md</c>.</summary>
public static class StrategyFiles
{
    /// <summary>Writes both, in place of earlier ones.</summary>
    /// <param name="folder">The folder; made where there is none.</param>
    /// <param name="report">The report.</param>
    public static void Write(string folder, StrategyReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        AtomicFile.Write(Path.Combine(folder, ReportFiles.JsonName), JsonSerializer.SerializeToUtf8Bytes(report, ReportFiles.Json));
        AtomicFile.Write(Path.Combine(folder, ReportFiles.MarkdownName), Encoding.UTF8.GetBytes(Markdown(report)));
    }

    /// <summary>The report as Markdown tables.</summary>
    internal static string Markdown(StrategyReport report)
    {
        var text = new StringBuilder("# Strategies of two-pass adaptation on the nano suite\n\n");
        text.AppendLine(CultureInfo.InvariantCulture, $"{report.Experts.Count} experts of split {report.SplitSeed}; {report.Tasks.Select(task => task.Task).Distinct().Count()} tasks that none of them is for, draws {string.Join(", ", report.Draws)}, {report.Questions} inputs of each task and draw that nothing was chosen by; searches of {report.Generations} generations. {report.ElapsedSeconds:F0} s with {report.Workers} threads; times are of one of them.").AppendLine();
        MarkdownReport.Table(text, ["", "exact match", "95 % interval", "first pass", "tokens of it", "second pass"], report.Rows.Select(row => (IReadOnlyList<string>)
            [row.Label, Shown.Percent(row.ExactMatch), string.Create(CultureInfo.InvariantCulture, $"{100 * row.Low:F1} - {100 * row.High:F1}"), Time(row.FirstPass), row.FirstPass is { } cost ? string.Create(CultureInfo.InvariantCulture, $"{cost.Tokens:F0} a {cost.Per}") : "", Time(row.SecondPass)]));
        foreach (var row in report.Rows.Where(row => row.RightKind is not null))
            text.AppendLine(CultureInfo.InvariantCulture, $"{row.Label}: an expert for this kind of input was chosen for {Shown.Percent(row.RightKind!.Value)} of the requests.").AppendLine();
        text.AppendLine("## Tasks").AppendLine();
        string[] methods = [.. report.Rows.Select(row => row.Method)];
        MarkdownReport.Table(text, ["task", "draw", .. methods.Select(method => method.Replace('_', ' '))], report.Tasks.Select(task => (IReadOnlyList<string>)
            [task.Task, task.Draw.ToString(CultureInfo.InvariantCulture), .. methods.Select(method => Shown.Percent(task.ExactMatch[method]))]));
        if (report.LeftOut.Count > 0)
            text.AppendLine("## Left out").AppendLine().AppendJoin('\n', report.LeftOut.Select(missing => $"- {missing.Method}: needs {missing.Needs}")).AppendLine().AppendLine();
        return text.AppendLine(CultureInfo.InvariantCulture, $"Base `{report.BaseDigest}`, decomposition `{report.DecompositionDigest}`.").ToString();
    }

    private static string Time(PassCost? cost) => cost is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{(cost.Seconds < 1 ? $"{1000 * cost.Seconds:F1} ms" : $"{cost.Seconds:F1} s")} a {cost.Per}");
}
