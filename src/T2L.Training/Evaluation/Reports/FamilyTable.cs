using System.Globalization;

namespace T2L.Training.Evaluation.Reports;

/// <summary>Families by methods, for reading: what should fail is left to report.json.</summary>
internal static class FamilyTable
{
    /// <summary>The methods, and for each family its number of tasks and a figure a method.</summary>
    public static (IReadOnlyList<ReportRow> Methods, IReadOnlyList<(string Family, IReadOnlyList<string> Cells)> Families) Of(SuiteReport report, string split)
    {
        var methods = report.Rows.Where(row => row.Split == split && row.Group != MethodGroup.Control).ToList();
        var families = report.Families.Where(row => row.Split == split).GroupBy(row => row.Family).Select(family => (family.Key, (IReadOnlyList<string>)
        [
            family.Max(row => row.N).ToString(CultureInfo.InvariantCulture),
            .. methods.Select(method => family.FirstOrDefault(row => row.Method == method.Method) is { } row ? Shown.Percent(row.Accuracy) : ""),
        ])).ToList();
        return (methods, families);
    }
}
