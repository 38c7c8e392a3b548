using System.Globalization;
using T2L.Training.Running;

namespace T2L.Cli.Output;

/// <summary>Progress of a training run on stderr: one line that rewrites itself on a terminal, a line every ten seconds in a log.</summary>
internal sealed class ProgressLine : IProgress<TrainingProgress>
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(10);

    private readonly bool _terminal = !Console.IsErrorRedirected;
    private TimeSpan _lastLine = TimeSpan.MinValue;

    public void Report(TrainingProgress value)
    {
        if (value.Note is not null)
        {
            Terminal.Status((_terminal ? "\r\u001b[K" : "") + $"{value.Stage}  step {value.Step}: {value.Note}");
            return;
        }
        var done = value.Step == value.Steps;
        var line = string.Create(CultureInfo.InvariantCulture,
            $"{value.Stage}  {value.Step}/{value.Steps} ({100.0 * value.Step / value.Steps:F0} %)  loss {value.Loss:F4}  {value.ExamplesPerSecond:F0} examples/s  {Span(value.Elapsed)} elapsed, {Span(value.Remaining)} left");
        if (_terminal)
            Console.Error.Write("\r\u001b[K" + line + (done ? "\n" : ""));
        else if (done || _lastLine == TimeSpan.MinValue || value.Elapsed - _lastLine >= LogInterval)
        {
            Terminal.Status(line);
            _lastLine = value.Elapsed;
        }
    }

    internal static string Span(TimeSpan span) => span.TotalHours >= 1 ? span.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture) : span.ToString(@"m\:ss", CultureInfo.InvariantCulture);
}
