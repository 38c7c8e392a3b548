using System.Globalization;
using T2L.Training.RandomModels;

namespace T2L.Cli.Output;

/// <summary>Progress of writing on stderr: a line that rewrites itself on a terminal, a line every ten seconds in a log.</summary>
internal sealed class WritingLine : IProgress<WritingProgress>
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(10);

    private readonly bool _terminal = !Console.IsErrorRedirected;
    private TimeSpan _lastLine = TimeSpan.Zero;

    public void Report(WritingProgress value)
    {
        var line = string.Create(CultureInfo.InvariantCulture,
            $"{value.Part}  {value.Bytes / 1e9:F2} of {value.TotalBytes / 1e9:F2} GB ({100.0 * value.Bytes / value.TotalBytes:F0} %)  {value.Rate / 1e9:F2} GB/s  {value.Remaining:m\\:ss} left");
        if (_terminal)
            Console.Error.Write("\r\u001b[K" + line + (value.Bytes == value.TotalBytes ? "\n" : ""));
        else if (value.Elapsed - _lastLine >= LogInterval)
        {
            Terminal.Status(line);
            _lastLine = value.Elapsed;
        }
    }
}
