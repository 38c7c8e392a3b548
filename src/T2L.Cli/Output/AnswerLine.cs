using System.Globalization;
using T2L.Training.Benchmarks;

namespace T2L.Cli.Output;

/// <summary>Progress of a benchmark on stderr: one line that rewrites itself on a terminal, a line every ten seconds in a log.</summary>
internal sealed class AnswerLine(string benchmark) : IProgress<BenchmarkProgress>
{
    private readonly StatusLine _line = new();

    public void Report(BenchmarkProgress value)
    {
        var right = value.Right is { } count ? string.Create(CultureInfo.InvariantCulture, $"  {100.0 * count / value.Done:F1} % right") : "";
        var line = string.Create(CultureInfo.InvariantCulture,
            $"{benchmark}  {value.Done}/{value.Questions} ({100.0 * value.Done / value.Questions:F0} %){right}  {value.QuestionsPerSecond:F1} questions/s  {ProgressLine.Span(value.Elapsed)} elapsed, {ProgressLine.Span(value.Remaining)} left");
        _line.Show(line, value.Done == value.Questions, value.Elapsed);
    }
}
