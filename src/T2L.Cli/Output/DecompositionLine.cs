using System.Globalization;
using T2L.Svf.Decomposition;

namespace T2L.Cli.Output;

/// <summary>Progress of a decomposition on stderr: a line that rewrites itself on a terminal, a line every ten seconds in a log.</summary>
internal sealed class DecompositionLine : IProgress<DecompositionProgress>
{
    private readonly StatusLine _line = new(onlyLong: true);

    public void Report(DecompositionProgress value)
    {
        var left = value.Remaining is { } remaining && value.Done < value.Total ? $"{ProgressLine.Span(remaining)} left" : $"{ProgressLine.Span(value.Elapsed)} elapsed";
        var kept = value.Kept > 0 ? $", {value.Kept} of them from before" : "";
        var line = string.Create(CultureInfo.InvariantCulture, $"{value.Done}/{value.Total} matrices{kept}  {value.Name}  {left}");
        _line.Show(line, value.Done == value.Total, value.Elapsed);
    }
}
