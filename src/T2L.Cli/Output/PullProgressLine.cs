using System.Globalization;
using T2L.Hub;

namespace T2L.Cli.Output;

/// <summary>Progress of a pull on stderr: one line that rewrites itself on a terminal, a line every ten seconds in a log.</summary>
internal sealed class PullProgressLine : IProgress<PullProgress>
{
    private readonly StatusLine _line = new();

    public void Report(PullProgress value)
    {
        var done = value.Files == value.TotalFiles;
        var left = value.Remaining is { } remaining && !done ? $"{ProgressLine.Span(remaining)} left" : $"{ProgressLine.Span(value.Elapsed)} elapsed";
        var line = string.Create(CultureInfo.InvariantCulture,
            $"{value.Files}/{value.TotalFiles} files  {ByteText.Of(value.Bytes)} of {ByteText.Of(value.TotalBytes)} ({(value.TotalBytes > 0 ? 100.0 * value.Bytes / value.TotalBytes : 100):F0} %)  {ByteText.Of(value.BytesPerSecond)}/s  {left}");
        _line.Show(line, done, value.Elapsed);
    }
}
