using T2L.Training.Evaluation.Reports;

namespace T2L.Training.Evaluation.Charts;

/// <summary>Tasks as marks on a plane: the colour tells the kind of input, the shape the split.</summary>
internal static class MapChart
{
    private const double Width = 360, PlotHeight = 320, Edge = 8, LegendRow = 17;

    /// <summary>Draws the map.</summary>
    public static Markup Draw(string title, string description, EmbeddingMap map)
    {
        var kinds = map.Points.Select(point => point.Kind).Distinct().Order(StringComparer.Ordinal).ToList();
        var splits = map.Points.Select(point => point.Split).Distinct().ToList();
        var x = Scale.Around([.. map.Points.Select(point => point.X)], Edge, Width - Edge);
        var y = Scale.Around([.. map.Points.Select(point => point.Y)], PlotHeight - Edge, Edge);
        // Few stand above many: unseen tasks are drawn last.
        var marks = map.Points.OrderBy(point => splits.IndexOf(point.Split)).Select(point => Drawing.Mark(
            splits.IndexOf(point.Split), x.At(point.X), y.At(point.Y), splits.IndexOf(point.Split) == 0 ? 2.6 : 3.6,
            $"k{kinds.IndexOf(point.Kind)}{(splits.IndexOf(point.Split) == 0 ? "" : " ringed")}", Drawing.Title($"{point.Task} ({point.Split.Replace('_', ' ')}): {point.Description}")));
        var legend = kinds.Select((kind, place) => Entry(place, 0, $"k{place}", kind)).Concat(splits.Select((split, place) => Entry(kinds.Count + place, place, "plain", split.Replace('_', ' '))));
        var rows = (kinds.Count + splits.Count + 2) / 3;
        var frame = Markup.Of($"""<rect class="frame" x="1" y="1" width="{Width - 2}" height="{PlotHeight - 2}"/>""");
        return Drawing.Figure(title, description, Width, PlotHeight + 8 + rows * LegendRow, [frame, .. marks, .. legend]);
    }

    private static Markup Entry(int place, int shape, string style, string text)
    {
        var (x, y) = (10 + place % 3 * 120, PlotHeight + 14 + place / 3 * LegendRow);
        return Markup.Of($"""{Drawing.Mark(shape, x, y, 4, style, Markup.None)}<text x="{x + 9}" y="{y + 4}">{text}</text>""");
    }
}
