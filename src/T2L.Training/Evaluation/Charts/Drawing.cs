using T2L.Training.Evaluation.Reports;

namespace T2L.Training.Evaluation.Charts;

/// <summary>What all drawings share: a name and a description for those who cannot see them, and axes.</summary>
internal static class Drawing
{
    /// <summary>An SVG of its own size on wide screens, shrinking with narrow ones.</summary>
    public static Markup Figure(string title, string description, double width, double height, IReadOnlyList<Markup> content)
    {
        var id = "d" + StableName(title + description);
        return Markup.Of($"""
            <svg viewBox="0 0 {width} {height}" role="img" aria-labelledby="{id}t {id}d" xmlns="http://www.w3.org/2000/svg">
            <title id="{id}t">{title}</title><desc id="{id}d">{description}</desc>
            {content}
            </svg>
            """);
    }

    /// <summary>A horizontal and a vertical axis with grid lines.</summary>
    /// <param name="x">Places from left to right.</param>
    /// <param name="y">Places from bottom to top.</param>
    /// <param name="xTicks">Values and texts below the drawing.</param>
    /// <param name="yTicks">Values and texts at its left.</param>
    /// <param name="xName">What is told from left to right.</param>
    public static Markup Axes(Scale x, Scale y, IReadOnlyList<(double Value, string Text)> xTicks, IReadOnlyList<(double Value, string Text)> yTicks, string xName) =>
        Markup.Join([
            .. yTicks.Select(tick => Markup.Of(
                $"""<line class="grid" x1="{x.Start}" x2="{x.End}" y1="{y.At(tick.Value):F1}" y2="{y.At(tick.Value):F1}"/><text class="tick" x="{x.Start - 5}" y="{y.At(tick.Value) + 4:F1}" text-anchor="end">{tick.Text}</text>""")),
            .. xTicks.Select(tick => Markup.Of(
                $"""<line class="grid" x1="{x.At(tick.Value):F1}" x2="{x.At(tick.Value):F1}" y1="{y.Start}" y2="{y.End}"/><text class="tick" x="{x.At(tick.Value):F1}" y="{y.Start + 14}" text-anchor="middle">{tick.Text}</text>""")),
            Markup.Of($"""<text class="tick" x="{(x.Start + x.End) / 2}" y="{y.Start + 29}" text-anchor="middle">{xName}</text>"""),
        ]);

    /// <summary>Ticks of a share.</summary>
    public static IReadOnlyList<(double Value, string Text)> Shares { get; } = [(0, "0 %"), (0.25, "25 %"), (0.5, "50 %"), (0.75, "75 %"), (1, "100 %")];

    /// <summary>A mark whose shape is told apart without its colour: circle, square, triangle, diamond.</summary>
    public static Markup Mark(int shape, double x, double y, double size, string style, Markup title) => (shape % 4) switch
    {
        0 => Markup.Of($"""<circle class="{style}" cx="{x:F1}" cy="{y:F1}" r="{size:F1}">{title}</circle>"""),
        1 => Markup.Of($"""<rect class="{style}" x="{x - size:F1}" y="{y - size:F1}" width="{2 * size:F1}" height="{2 * size:F1}">{title}</rect>"""),
        2 => Markup.Of($"""<path class="{style}" d="M{x:F1} {y - 1.3 * size:F1}l{1.2 * size:F1} {2.2 * size:F1}h{-2.4 * size:F1}z">{title}</path>"""),
        _ => Markup.Of($"""<path class="{style}" d="M{x:F1} {y - 1.4 * size:F1}l{1.4 * size:F1} {1.4 * size:F1}l{-1.4 * size:F1} {1.4 * size:F1}l{-1.4 * size:F1} {-1.4 * size:F1}z">{title}</path>"""),
    };

    /// <summary>A title that shows when the pointer rests on a mark.</summary>
    public static Markup Title(string text) => Markup.Of($"<title>{text}</title>");

    private static string StableName(string text) => Tasks.StableHash.Of(text).ToString("x", System.Globalization.CultureInfo.InvariantCulture);
}
