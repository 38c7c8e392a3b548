using System.Globalization;
using T2L.Training.RandomModels;

namespace T2L.Cli.Output;

/// <summary>Progress of writing on stderr: a line that rewrites itself on a terminal, a line every ten seconds in a log.</summary>
internal sealed class WritingLine : IProgress<WritingProgress>
{
    private readonly StatusLine _line = new(onlyLong: true);

    public void Report(WritingProgress value)
    {
        var line = string.Create(CultureInfo.InvariantCulture,
            $"{value.Part}  {value.Bytes / 1e9:F2} of {value.TotalBytes / 1e9:F2} GB ({100.0 * value.Bytes / value.TotalBytes:F0} %)  {value.Rate / 1e9:F2} GB/s  {value.Remaining:m\\:ss} left");
        _line.Show(line, value.Bytes == value.TotalBytes, value.Elapsed);
    }
}
