namespace T2L.Training.Benchmarks;

/// <summary>Counts answers and tells rate and time left.</summary>
internal sealed class AnswerMeter(int questions, IProgress<BenchmarkProgress>? progress, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly long _started = time.GetTimestamp();
    private int _done;
    private int? _right = 0;

    public void Add(bool? right)
    {
        lock (_lock)
        {
            _done++;
            _right = right is { } known ? _right + (known ? 1 : 0) : null;
            var elapsed = time.GetElapsedTime(_started);
            var rate = elapsed > TimeSpan.Zero ? _done / elapsed.TotalSeconds : 0;
            progress?.Report(new(_done, questions, _right, rate, elapsed, rate > 0 ? TimeSpan.FromSeconds((questions - _done) / rate) : TimeSpan.Zero));
        }
    }
}
