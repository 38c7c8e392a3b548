using System.Globalization;
using T2L.Training.Running;

namespace T2L.Cli.Output;

/// <summary>Progress of a training run on stderr: one line that rewrites itself on a terminal, a line every ten seconds in a log.</summary>
internal sealed class ProgressLine : IProgress<TrainingProgress>
{
    private readonly StatusLine _line = new();

    public void Report(TrainingProgress value)
    {
        if (value.Note is not null)
        {
            _line.Say($"{value.Stage}  step {value.Step}: {value.Note}");
            return;
        }
        var line = string.Create(CultureInfo.InvariantCulture,
            $"{value.Stage}  {value.Step}/{value.Steps} ({100.0 * value.Step / value.Steps:F0} %)  loss {value.Loss:F4}  {value.ExamplesPerSecond:F0} examples/s  {Span(value.Elapsed)} elapsed, {Span(value.Remaining)} left");
        _line.Show(line, value.Step == value.Steps, value.Elapsed);
    }

    internal static string Span(TimeSpan span) => span.TotalHours >= 1 ? span.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture) : span.ToString(@"m\:ss", CultureInfo.InvariantCulture);
}
