using T2L.Training.Evaluation.Reports;

namespace T2L.Training.Evaluation.Charts;

/// <summary>A share with its interval.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">0 to 1.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Style">Class of the bar, which the style sheet colours.</param>
internal sealed record Bar(string Label, double Value, double Low, double High, string Style);

/// <summary>Lying bars, each below its label: readable on a narrow screen, whatever the length of the labels.</summary>
internal static class BarChart
{
    private const double Width = 360, Left = 2, Right = 358, Top = 6, RowHeight = 36, BarHeight = 10, AxisHeight = 18;

    /// <summary>Draws the bars on an axis from 0 to 100 %.</summary>
    public static Markup Draw(string title, string description, IReadOnlyList<Bar> bars)
    {
        var scale = new Scale(0, 1, Left, Right);
        var bottom = Top + bars.Count * RowHeight;
        var grid = new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(share => Markup.Of(
            $"""<line class="grid" x1="{scale.At(share):F1}" x2="{scale.At(share):F1}" y1="{Top}" y2="{bottom}"/><text class="tick" x="{scale.At(share):F1}" y="{bottom + 13}" text-anchor="{Anchor(share)}">{100 * share:F0} %</text>"""));
        return Drawing.Figure(title, description, Width, bottom + AxisHeight, [.. grid, .. bars.Select((bar, row) => Row(bar, Top + row * RowHeight, scale))]);
    }

    private static Markup Row(Bar bar, double top, Scale scale)
    {
        var middle = top + 20 + BarHeight / 2;
        return Markup.Of($"""
            <g><title>{bar.Label}: {Shown.Percent(bar.Value)} (95 % interval {100 * bar.Low:F1} to {100 * bar.High:F1})</title>
            <text x="{Left}" y="{top + 14}">{bar.Label}</text><text class="value" x="{Right}" y="{top + 14}" text-anchor="end">{Shown.Percent(bar.Value)}</text>
            <rect class="{bar.Style}" x="{scale.At(0):F1}" y="{top + 20}" width="{Math.Max(1, scale.At(bar.Value) - scale.At(0)):F1}" height="{BarHeight}" rx="2"/>
            <path class="whisker" d="M{scale.At(bar.Low):F1} {middle}H{scale.At(bar.High):F1}M{scale.At(bar.Low):F1} {middle - 4}v8M{scale.At(bar.High):F1} {middle - 4}v8"/></g>
            """);
    }

    private static string Anchor(double share) => share == 0 ? "start" : share == 1 ? "end" : "middle";
}
