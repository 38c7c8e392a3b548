using System.Globalization;

namespace T2L.Training.Evaluation.Reports;

/// <summary>Seeds apart, families apart, and what a reader should know.</summary>
internal static class DetailSection
{
    public static Markup Of(SuiteReport report) => Markup.Of($"""
        <section>
        <h2>Details</h2>
        {Seeds(report)}
        {report.Splits.Where(split => split.Name != EvaluationSplit.Seen).Select(split => Families(report, split))}
        <ul>
        {report.Notes.Select(note => Markup.Of($"<li>{note}</li>"))}
        {report.Models.Select(model => Markup.Of($"<li>{model.Role}: <code>{model.Folder}</code></li>"))}
        </ul>
        </section>
        """);

    private static Markup Seeds(SuiteReport report) => report.Seeds.Count == 1 ? Markup.None : Markup.Of($"""
        <details><summary>Each seed</summary>
        {PageTable.Of("Exact match of each seed", ["method", "split", .. report.Seeds.Select(seed => "seed " + seed.ToString(CultureInfo.InvariantCulture))], report.Rows.Select(row => (IReadOnlyList<Markup>)
        [
            PageTable.Text(row.Label), PageTable.Text(row.Split.Replace('_', ' ')),
            .. report.Seeds.Select(seed => PageTable.Text(row.Seeds.FirstOrDefault(figure => figure.Seed == seed) is { } figure ? Shown.Percent(figure.Accuracy) : "")),
        ]))}
        </details>
        """);

    private static Markup Families(SuiteReport report, ReportSplit split)
    {
        var (methods, families) = FamilyTable.Of(report, split.Name);
        return Markup.Of($"""
            <details><summary>Families: {split.Label}</summary>
            {PageTable.Of($"Exact match of each family, {split.Label}", ["family", "tasks", .. methods.Select(method => method.Label)], families.Select(family => (IReadOnlyList<Markup>)[PageTable.Text(family.Family), .. family.Cells.Select(PageTable.Text)]))}
            </details>
            """);
    }
}
