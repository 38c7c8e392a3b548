using T2L.Training.Evaluation.Charts;

namespace T2L.Training.Evaluation.Reports;

/// <summary>All methods on all splits: bars, and the same as a table.</summary>
internal static class MethodSection
{
    public static Markup Of(SuiteReport report) => Markup.Of($"""
        <section>
        <h2>Methods</h2>
        <p>Share of inputs whose whole answer is right, in the mean of the tasks; the thin lines are 95 % bootstrap intervals over families of tasks. Written adapters
        are blue, trained ones amber, the base and one adapter for all grey. The palest bars were given a text that does not describe the task: they should fail.</p>
        <div class="panels">
        {report.Splits.Select(split => Panel(report, split))}
        </div>
        {Table(report)}
        {LeftOut(report)}
        </section>
        """);

    private static Markup Panel(SuiteReport report, ReportSplit split)
    {
        var bars = report.Rows.Where(row => row.Split == split.Name).Select(row => new Bar(row.N == split.N ? row.Label : $"{row.Label} (of {row.N} tasks)", row.Accuracy, row.Low, row.High, Style(row.Group))).ToList();
        if (bars.Count == 0)
            return Markup.None;
        var best = bars.MaxBy(bar => bar.Value)!;
        return Markup.Of($"""
            <figure><figcaption><b>{Capital(split.Label)}</b>, {split.N} tasks</figcaption>
            {BarChart.Draw($"Exact match on {split.Label}", $"{bars.Count} methods as bars from 0 to 100 per cent; the longest is {best.Label} with {Shown.Percent(best.Value)}. The table below has all figures.", bars)}
            </figure>
            """);
    }

    private static Markup Table(SuiteReport report) => PageTable.Of(
        "Exact match with 95 % intervals, and tokens of a prompt in the mean",
        ["method", .. report.Splits.Select(split => split.Label), "prompt tokens"],
        report.Rows.GroupBy(row => row.Method).OrderBy(method => method.First().Group).Select(method => (IReadOnlyList<Markup>)
        [
            PageTable.Text(method.First().Label),
            .. report.Splits.Select(split => PageTable.Share(method.FirstOrDefault(row => row.Split == split.Name), split.N)),
            PageTable.Text(Shown.Number(method.Average(row => row.PromptTokens), "F0")),
        ]));

    private static Markup LeftOut(SuiteReport report) => report.LeftOut.Count == 0 ? Markup.None : Markup.Of(
        $"<p>Left out:</p><ul>{report.LeftOut.Select(missing => Markup.Of($"<li><b>{missing.Method.Replace('_', ' ')}</b> needs <code>{missing.Needs}</code></li>"))}</ul>");

    private static string Style(MethodGroup group) => group switch
    {
        MethodGroup.Hypernetwork => "written",
        MethodGroup.Oracle => "oracle",
        MethodGroup.Control => "control",
        _ => "baseline",
    };

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
