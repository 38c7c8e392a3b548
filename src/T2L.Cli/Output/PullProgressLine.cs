using System.Globalization;
using T2L.Hub;

namespace T2L.Cli.Output;

/// <summary>Progress of a pull on stderr: one line that rewrites itself on a terminal, a line every ten seconds in a log.</summary>
internal sealed class PullProgressLine : IProgress<PullProgress>
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(10);

    private readonly bool _terminal = !Console.IsErrorRedirected;
    private TimeSpan _lastLine = TimeSpan.MinValue;

    public void Report(PullProgress value)
    {
        var done = value.Files == value.TotalFiles;
        var left = value.Remaining is { } remaining && !done ? $"{ProgressLine.Span(remaining)} left" : $"{ProgressLine.Span(value.Elapsed)} elapsed";
        var line = string.Create(CultureInfo.InvariantCulture,
            $"{value.Files}/{value.TotalFiles} files  {ByteText.Of(value.Bytes)} of {ByteText.Of(value.TotalBytes)} ({(value.TotalBytes > 0 ? 100.0 * value.Bytes / value.TotalBytes : 100):F0} %)  {ByteText.Of(value.BytesPerSecond)}/s  {left}");
        if (_terminal)
            Console.Error.Write("\r\u001b[K" + line + (done ? "\n" : ""));
        else if (done || _lastLine == TimeSpan.MinValue || value.Elapsed - _lastLine >= LogInterval)
        {
            Terminal.Status(line);
            _lastLine = value.Elapsed;
        }
    }
}
