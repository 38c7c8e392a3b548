namespace T2L.Training.Evaluation.Reports;

/// <summary>A table that scrolls by itself where the screen is narrower.</summary>
internal static class PageTable
{
    /// <summary>The first cell of a row names it.</summary>
    public static Markup Of(string caption, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<Markup>> rows) => Markup.Of($"""
        <div class="scroll" role="region" tabindex="0" aria-label="{caption}"><table><caption>{caption}</caption>
        <thead><tr>{header.Select(title => Markup.Of($"""<th scope="col">{title}</th>"""))}</tr></thead>
        <tbody>
        {rows.Select(row => Markup.Of($"""<tr><th scope="row">{row[0]}</th>{row.Skip(1).Select(cell => Markup.Of($"<td>{cell}</td>"))}</tr>"""))}
        </tbody></table></div>
        """);

    /// <summary>A share with its interval; empty where there is none.</summary>
    /// <param name="row">The share.</param>
    /// <param name="tasks">Tasks of its split: where it stands for fewer, it says so; null where that goes without saying.</param>
    public static Markup Share(ReportRow? row, int? tasks = null) => row is null ? Markup.None
        : Markup.Of($"""<span class="share">{Shown.Percent(row.Accuracy)} <small>{Shown.Interval(row)}{Shown.Fewer(row, tasks)}</small></span>""");

    /// <summary>A cell of text.</summary>
    public static Markup Text(string text) => Markup.Of($"{text}");
}
