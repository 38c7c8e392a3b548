namespace T2L.Hub.Download;

/// <summary>Counts what arrives and reports a few times a second; the rate is that of the last ten seconds.</summary>
internal sealed class ProgressMeter(long totalBytes, int totalFiles, TimeProvider time, IProgress<PullProgress>? sink)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Queue<(TimeSpan At, long Network)> _samples = new();
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _reported = TimeSpan.MinValue;
    private long _bytes;
    private int _files;

    /// <summary>Bytes that came over the network.</summary>
    public long Network { get; private set; }

    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    public void Add(long bytes, bool fromNetwork)
    {
        lock (_gate)
        {
            _bytes += bytes;
            Network += fromNetwork ? bytes : 0;
            Report(always: false);
        }
    }

    public void FileDone()
    {
        lock (_gate)
        {
            _files++;
            Report(always: _files == totalFiles);
        }
    }

    private void Report(bool always)
    {
        var now = Elapsed;
        if (sink is null || (!always && _reported != TimeSpan.MinValue && now - _reported < Interval))
            return;
        _reported = now;
        _samples.Enqueue((now, Network));
        while (_samples.Count > 2 && now - _samples.Peek().At > Window)
            _samples.Dequeue();
        var (since, network) = _samples.Peek();
        var rate = now > since ? (Network - network) / (now - since).TotalSeconds : 0;
        sink.Report(new PullProgress(_bytes, totalBytes, _files, totalFiles, rate, now,
            rate > 0 ? TimeSpan.FromSeconds(Math.Min((totalBytes - _bytes) / rate, TimeSpan.FromDays(99).TotalSeconds)) : null));
    }
}
