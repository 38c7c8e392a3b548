using System.Globalization;
using T2L.Training.Evaluation;

namespace T2L.Cli.Output;

/// <summary>Progress of an evaluation on stderr: one line that rewrites itself on a terminal, a line every ten seconds in a log.</summary>
internal sealed class EvaluationLine : IProgress<EvaluationProgress>
{
    private readonly StatusLine _line = new();

    public void Report(EvaluationProgress value)
    {
        if (value.Note is { } note)
            _line.Say(note);
        var line = string.Create(CultureInfo.InvariantCulture,
            $"eval  {value.Done}/{value.Total} questions ({100.0 * value.Done / value.Total:F0} %)  {value.QuestionsPerSecond:F0} questions/s  {ProgressLine.Span(value.Elapsed)} elapsed, {ProgressLine.Span(value.Remaining)} left");
        _line.Show(line, value.Done == value.Total, value.Elapsed);
    }
}
