using System.Globalization;
using System.Text;

namespace T2L.Training.Evaluation.Reports;

/// <summary>A report as Markdown tables.</summary>
internal static class MarkdownReport
{
    public static string Of(SuiteReport report)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# Evaluation on the {report.Suite} suite").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Shown.Seeds(report.Seeds)}; {report.ElapsedSeconds:F0} s.").AppendLine();
        Table(text, ["method", .. report.Splits.Select(split => $"{split.Label} ({split.N})"), "prompt tokens"], report.Rows.GroupBy(row => row.Method).OrderBy(method => method.First().Group).Select(method => (IReadOnlyList<string>)
            [method.First().Label, .. report.Splits.Select(split => Cell(method.FirstOrDefault(row => row.Split == split.Name), split.N)), Shown.Number(method.Average(row => row.PromptTokens), "F0")]));
        if (report.Seeds.Count > 1)
            Seeds(text, report);
        if (report.Runs.Count > 0)
            Runs(text, report);
        Families(text, report);
        if (report.LeftOut.Count > 0)
            text.AppendLine("## Left out").AppendLine().AppendJoin('\n', report.LeftOut.Select(missing => $"- {missing.Method}: needs {missing.Needs}")).AppendLine().AppendLine();
        text.AppendLine("## Notes").AppendLine().AppendJoin('\n', report.Notes.Concat(report.Models.Select(model => $"{model.Role}: `{model.Folder}`")).Select(note => "- " + note)).AppendLine();
        return text.ToString();
    }

    private static void Seeds(StringBuilder text, SuiteReport report)
    {
        text.AppendLine("## Seeds").AppendLine();
        Table(text, ["method", "split", .. report.Seeds.Select(seed => seed.ToString(CultureInfo.InvariantCulture))], report.Rows.Select(row => (IReadOnlyList<string>)
            [row.Label, row.Split, .. report.Seeds.Select(seed => row.Seeds.FirstOrDefault(figure => figure.Seed == seed) is { } figure ? Shown.Percent(figure.Accuracy) : "")]));
    }

    private static void Runs(StringBuilder text, SuiteReport report)
    {
        text.AppendLine("## Runs").AppendLine();
        var splits = report.Splits.Where(split => split.Name != EvaluationSplit.Seen).ToList();
        Table(text, ["run", "variant", "training tasks", "seed", "distance", .. splits.Select(split => split.Label)], report.Runs.Select(run => (IReadOnlyList<string>)
            [run.Name, run.Variant, run.TrainingTasks.ToString(CultureInfo.InvariantCulture), run.Seed.ToString(CultureInfo.InvariantCulture),
                run.ReconstructionDistance is { } distance ? Shown.Number(distance) : "", .. splits.Select(split => Cell(run.Rows.FirstOrDefault(row => row.Split == split.Name)))]));
    }

    private static void Families(StringBuilder text, SuiteReport report)
    {
        foreach (var split in report.Splits.Where(split => split.Name != EvaluationSplit.Seen))
        {
            var (methods, families) = FamilyTable.Of(report, split.Name);
            text.AppendLine(CultureInfo.InvariantCulture, $"## Families: {split.Label}").AppendLine();
            Table(text, ["family", "tasks", .. methods.Select(method => method.Label)], families.Select(family => (IReadOnlyList<string>)[family.Family, .. family.Cells]));
        }
    }

    private static string Cell(ReportRow? row, int? tasks = null) => row is null ? "" : $"{Shown.Percent(row.Accuracy)} ({Shown.Interval(row)}){Shown.Fewer(row, tasks)}";

    internal static void Table(StringBuilder text, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        text.AppendLine(Line(header)).AppendLine(Line([.. header.Select(_ => "---")]));
        foreach (var row in rows)
            text.AppendLine(Line(row));
        text.AppendLine();
    }

    private static string Line(IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |";
}
