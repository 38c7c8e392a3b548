using T2L.Training.Evaluation.Reports;

namespace T2L.Training.Evaluation.Charts;

/// <summary>A point of a series: a share at a place, with its interval.</summary>
internal sealed record Point(double X, double Y, double Low, double High, string Title);

/// <summary>Points that belong together.</summary>
/// <param name="Label">What they are.</param>
/// <param name="Points">The points, from left to right.</param>
internal sealed record Series(string Label, IReadOnlyList<Point> Points);

/// <summary>Shares against a number: joined by lines as a curve, or loose.</summary>
internal static class PointChart
{
    private const double Width = 360, Left = 44, Right = 350, Top = 8, Bottom = 190, LegendTop = 236, LegendRow = 18, Apart = 5;

    /// <summary>Draws the series; each has a colour and a shape of its own.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="description">The same for those who cannot see it.</param>
    /// <param name="xName">What is told from left to right.</param>
    /// <param name="series">The series, at most four, with one point at least.</param>
    /// <param name="joined">Whether lines join the points; the horizontal axis is then logarithmic with a tick at each value.</param>
    public static Markup Draw(string title, string description, string xName, IReadOnlyList<Series> series, bool joined)
    {
        double[] values = [.. series.SelectMany(line => line.Points).Select(point => point.X).Distinct().Order()];
        var x = joined ? new Scale(values[0], values[^1], Left + 12, Right - 12, Logarithmic: true) : Scale.Around(values, Left, Right);
        var y = new Scale(0, 1, Bottom, Top);
        var ticks = joined ? values : x.Ticks(4);
        var axes = Drawing.Axes(x with { Start = Left, End = Right }, y, [], Drawing.Shares, xName);
        var marks = ticks.Select(value => Markup.Of(
            $"""<line class="grid" x1="{x.At(value):F1}" x2="{x.At(value):F1}" y1="{Bottom}" y2="{Top}"/><text class="tick" x="{x.At(value):F1}" y="{Bottom + 14}" text-anchor="middle">{Shown.Number(value)}</text>"""));
        return Drawing.Figure(title, description, Width, LegendTop + series.Count * LegendRow - 8, [axes, .. marks, .. series.Select((line, place) => Line(line, place, x, y, joined)), .. series.Select(Legend)]);
    }

    private static Markup Line(Series series, int place, Scale x, Scale y, bool joined)
    {
        // Series stand a little apart, or their intervals would hide each other.
        double Across(Point point) => x.At(point.X) + (joined ? (place - 1) * Apart : 0);
        var path = string.Join('L', series.Points.Select(point => Markup.Of($"{Across(point):F1} {y.At(point.Y):F1}").Text));
        var line = joined && series.Points.Count > 1 ? Markup.Of($"""<path class="line s{place}" d="M{path}"/>""") : Markup.None;
        return Markup.Join([
            line,
            .. series.Points.Select(point => Markup.Of($"""<path class="whisker s{place}" d="M{Across(point):F1} {y.At(point.Low):F1}V{y.At(point.High):F1}"/>""")),
            .. series.Points.Select(point => Drawing.Mark(place, Across(point), y.At(point.Y), 4, $"f{place}", Drawing.Title($"{series.Label}, {point.Title}: {Shown.Percent(point.Y)}"))),
        ]);
    }

    private static Markup Legend(Series series, int place)
    {
        var y = LegendTop + place * LegendRow;
        return Markup.Of($"""{Drawing.Mark(place, Left, y, 4, $"f{place}", Markup.None)}<text x="{Left + 10}" y="{y + 4}">{series.Label}</text>""");
    }
}
