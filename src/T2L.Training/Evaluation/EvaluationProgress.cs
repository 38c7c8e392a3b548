namespace T2L.Training.Evaluation;

/// <summary>Where an evaluation stands, reported about once a second.</summary>
/// <param name="Done">Questions asked.</param>
/// <param name="Total">Questions in all.</param>
/// <param name="QuestionsPerSecond">Questions asked a second, since the start.</param>
/// <param name="Elapsed">Time since the start.</param>
/// <param name="Remaining">Time left, long prompts counted as more.</param>
/// <param name="Note">A measurement that is ready.</param>
public sealed record EvaluationProgress(long Done, long Total, double QuestionsPerSecond, TimeSpan Elapsed, TimeSpan Remaining, string? Note = null);

/// <summary>Counts what the workers did.</summary>
internal sealed class EvaluationMeter(long questions, double work, IProgress<EvaluationProgress>? progress, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly long _started = time.GetTimestamp();
    private long _lastReport = time.GetTimestamp();
    private long _done;
    private double _workDone;

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>Counts questions and the work that they were.</summary>
    public void Add(long asked, double done, string? note)
    {
        lock (_lock)
        {
            _done += asked;
            _workDone += done;
            if (note is null && _done < questions && time.GetElapsedTime(_lastReport) < Interval)
                return;
            _lastReport = time.GetTimestamp();
            var remaining = Elapsed * Math.Max(0, work / _workDone - 1);
            progress?.Report(new(_done, questions, _done / Math.Max(Elapsed.TotalSeconds, 1e-3), Elapsed, remaining, note));
        }
    }
}
