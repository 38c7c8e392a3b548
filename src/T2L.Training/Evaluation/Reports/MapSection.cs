using T2L.Training.Evaluation.Charts;

namespace T2L.Training.Evaluation.Reports;

/// <summary>What the encoder makes of the tasks.</summary>
internal static class MapSection
{
    public static Markup Of(SuiteReport report) => report.Map is not { Points.Count: > 0 } map
        ? Markup.Of($"<section><h2>Map of the tasks</h2><p>Not drawn: it needs a text encoder, <code>--encoder DIR</code>.</p></section>")
        : Markup.Of($"""
            <section>
            <h2>Map of the tasks</h2>
            <p>The embeddings of four unseen wordings of each task, their mean seen along the two directions in which tasks differ most: {Shown.Percent(map.FirstShare)} and
            {Shown.Percent(map.SecondShare)} of the variance (seed {map.Seed}). Rest on a mark to read the task.</p>
            <figure>{MapChart.Draw("Map of task embeddings", $"{map.Points.Count} tasks as marks on a plane, coloured by kind of input; marks of tasks that training never met have an outline. The table below has their places.", map)}</figure>
            <details><summary>The same as a table</summary>
            {PageTable.Of("Tasks on the map", ["task", "kind", "split", "x", "y", "a description"], map.Points.Select(point => (IReadOnlyList<Markup>)
            [
                PageTable.Text(point.Task), PageTable.Text(point.Kind), PageTable.Text(point.Split.Replace('_', ' ')), PageTable.Text(Shown.Number(point.X, "F3")), PageTable.Text(Shown.Number(point.Y, "F3")), PageTable.Text(point.Description),
            ]))}
            </details>
            </section>
            """);
}
