using System.Globalization;
using T2L.Training.Evaluation;

namespace T2L.Cli.Output;

/// <summary>Progress of an evaluation on stderr: one line that rewrites itself on a terminal, a line every ten seconds in a log.</summary>
internal sealed class EvaluationLine : IProgress<EvaluationProgress>
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(10);

    private readonly bool _terminal = !Console.IsErrorRedirected;
    private TimeSpan _lastLine = TimeSpan.MinValue;

    public void Report(EvaluationProgress value)
    {
        if (value.Note is { } note)
            Terminal.Status((_terminal ? "\r\u001b[K" : "") + note);
        var done = value.Done == value.Total;
        var line = string.Create(CultureInfo.InvariantCulture,
            $"eval  {value.Done}/{value.Total} questions ({100.0 * value.Done / value.Total:F0} %)  {value.QuestionsPerSecond:F0} questions/s  {ProgressLine.Span(value.Elapsed)} elapsed, {ProgressLine.Span(value.Remaining)} left");
        if (_terminal)
            Console.Error.Write("\r\u001b[K" + line + (done ? "\n" : ""));
        else if (done || _lastLine == TimeSpan.MinValue || value.Elapsed - _lastLine >= LogInterval)
        {
            Terminal.Status(line);
            _lastLine = value.Elapsed;
        }
    }
}
