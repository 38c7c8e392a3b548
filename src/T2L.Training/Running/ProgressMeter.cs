namespace T2L.Training.Running;

/// <summary>Turns steps into progress reports: the first step, then at most one a second, plus one for every note.</summary>
internal sealed class ProgressMeter(string stage, int firstStep, int steps, IProgress<TrainingProgress>? progress, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // Share of the newest interval in the rate: the machine's load changes, and the time left should follow within half a minute.
    private const double Smoothing = 0.05;

    private readonly long _started = time.GetTimestamp();
    private long _lastReport = time.GetTimestamp();
    private int _lastStep = firstStep;
    private bool _reported;
    private double _lossSum;
    private int _lossCount;
    private long _examples;
    private double _examplesPerSecond;
    private double _stepsPerSecond;

    /// <summary>Counts one step and reports it when a second has passed.</summary>
    public void Step(int done, double loss, int examples)
    {
        _lossSum += loss;
        _lossCount++;
        _examples += examples;
        if (!_reported || done == steps || time.GetElapsedTime(_lastReport) >= Interval)
            Report(done, null);
    }

    /// <summary>Reports a measurement at once.</summary>
    public void Note(int done, string note) => Report(done, note);

    private double MeanLoss => _lossCount == 0 ? double.NaN : _lossSum / _lossCount;

    private void Report(int done, string? note)
    {
        UpdateRates(done);
        var remaining = _stepsPerSecond > 0 ? TimeSpan.FromSeconds((steps - done) / _stepsPerSecond) : TimeSpan.Zero;
        progress?.Report(new(stage, done, steps, MeanLoss, _examplesPerSecond, time.GetElapsedTime(_started), remaining, note));
        _lastReport = time.GetTimestamp();
        _reported = true;
        (_lossSum, _lossCount) = (0, 0);
    }

    private void UpdateRates(int done)
    {
        var seconds = time.GetElapsedTime(_lastReport).TotalSeconds;
        if (done == _lastStep || seconds <= 0)
            return;
        var newest = _stepsPerSecond == 0 ? 1 : Math.Min(1, Smoothing * Math.Max(1, seconds));
        _examplesPerSecond += newest * (_examples / seconds - _examplesPerSecond);
        _stepsPerSecond += newest * ((done - _lastStep) / seconds - _stepsPerSecond);
        (_lastStep, _examples) = (done, 0);
    }
}
