using System.Globalization;
using T2L.Training.Evaluation.Charts;

namespace T2L.Training.Evaluation.Reports;

/// <summary>What needs several trained hypernetworks: they come from a list of runs.</summary>
internal static class RunSection
{
    /// <summary>Accuracy against the number of training tasks: hypernetworks of SFT, size L.</summary>
    public static Markup Curve(SuiteReport report)
    {
        var means = report.RunMeans.Where(mean => mean.Variant == "L").OrderBy(mean => mean.TrainingTasks).ToList();
        if (means.Count < 2)
            return Missing("Number of training tasks", "at least two numbers of training tasks, variant L, without reconstruction_distance", "./t2l train sft --training-tasks 64 --out runs/sft-64 …");
        var series = Splits(report).Select(split => new Series(split.Label, [.. means.Select(mean => Place(mean.Rows, split.Name, mean.TrainingTasks, $"{mean.TrainingTasks} training tasks")).OfType<Point>()]));
        return Section("Number of training tasks", "A prefix of the training tasks is a smaller suite. Training tasks are those that the hypernetwork met, at most 120 of them.", "Exact match against number of training tasks",
            "Lines of each split over the number of training tasks, on a logarithmic axis.", "training tasks", series, joined: true, report, [.. report.Runs.Where(run => run is { Variant: "L", ReconstructionDistance: null })]);
    }

    /// <summary>L, M and S with the most training tasks.</summary>
    public static Markup Sizes(SuiteReport report)
    {
        var most = report.RunMeans.Select(mean => mean.TrainingTasks).DefaultIfEmpty().Max();
        var means = report.RunMeans.Where(mean => mean.TrainingTasks == most).OrderBy(mean => mean.Variant, StringComparer.Ordinal).ToList();
        if (means.Count < 2)
            return Missing("Sizes L, M and S", "at least two variants with the same number of training tasks", "./t2l train sft --variant M --out runs/sft-m …");
        var panels = Splits(report).Select(split =>
        {
            var bars = means.Select(mean => Place(mean.Rows, split.Name, 1, $"T2L-{mean.Variant}")).OfType<Point>().Select(point => new Bar(point.Title, point.Y, point.Low, point.High, "written")).ToList();
            return Markup.Of($"<figure><figcaption><b>{split.Label}</b></figcaption>{BarChart.Draw($"Sizes of hypernetworks on {split.Label}", "A bar for each size; the table below has the figures.", bars)}</figure>");
        });
        return Markup.Of($"""<section><h2>Sizes L, M and S</h2><div class="panels">{panels}</div>{Table("Hypernetworks of different sizes", report, [.. report.Runs.Where(run => run.TrainingTasks == most && run.ReconstructionDistance is null)])}</section>""");
    }

    /// <summary>Whether LoRAs that are written more exactly answer better.</summary>
    public static Markup Reconstruction(SuiteReport report)
    {
        var runs = report.Runs.Where(run => run.ReconstructionDistance is not null).OrderBy(run => run.ReconstructionDistance).ToList();
        if (runs.Count == 0)
            return Missing("Reconstruction error", "runs with reconstruction_distance", "./t2l train reconstruction --oracles DIR --out runs/reconstruction …");
        var series = Splits(report).Select(split => new Series(split.Label, [.. runs.Select(run => Place(run.Rows, split.Name, run.ReconstructionDistance!.Value, run.Name)).OfType<Point>()]));
        return Section("Reconstruction error", "How far written LoRAs are from the trained ones, and how well they answer.", "Exact match against distance to the oracle LoRAs",
            "A mark for each run and split; further to the right is further from the trained LoRAs.", "mean distance to the trained LoRAs", series, joined: false, report, runs);
    }

    private static IEnumerable<ReportSplit> Splits(SuiteReport report) => report.Splits.Where(split => split.Name != EvaluationSplit.Seen);

    private static Point? Place(IReadOnlyList<ReportRow> rows, string split, double x, string title) =>
        rows.FirstOrDefault(row => row.Split == split) is { } row ? new(x, row.Accuracy, row.Low, row.High, title) : null;

    private static Markup Section(
        string heading, string text, string title, string description, string xName, IEnumerable<Series> series, bool joined, SuiteReport report, IReadOnlyList<RunRow> runs) => Markup.Of($"""
        <section><h2>{heading}</h2><p>{text}</p>
        <div class="panels"><figure>{PointChart.Draw(title, description, xName, [.. series.Where(line => line.Points.Count > 0)], joined)}</figure></div>
        {Table(title, report, runs)}
        </section>
        """);

    private static Markup Table(string caption, SuiteReport report, IReadOnlyList<RunRow> runs) => PageTable.Of(caption,
        ["run", "size", "training tasks", "seed", "distance", .. Splits(report).Select(split => split.Label)],
        runs.OrderBy(run => run.TrainingTasks).ThenBy(run => run.Name, StringComparer.Ordinal).Select(run => (IReadOnlyList<Markup>)
        [
            PageTable.Text(run.Name), PageTable.Text(run.Variant), PageTable.Text(run.TrainingTasks.ToString(CultureInfo.InvariantCulture)), PageTable.Text(run.Seed.ToString(CultureInfo.InvariantCulture)),
            PageTable.Text(run.ReconstructionDistance is { } distance ? Shown.Number(distance) : ""), .. Splits(report).Select(split => PageTable.Share(run.Rows.FirstOrDefault(row => row.Split == split.Name))),
        ]));

    private static Markup Missing(string heading, string needs, string command) => Markup.Of(
        $"<section><h2>{heading}</h2><p>Not measured: this needs {needs} in the list given with <code>--runs runs.json</code>. One run is trained with <code>{command}</code>; docs/evaluation.md shows the list.</p></section>");
}
