namespace T2L.Worker.Generation;

/// <summary>Times the stages of one job, in milliseconds by name.</summary>
/// <param name="time">The clock.</param>
internal sealed class StageClock(TimeProvider time)
{
    private readonly Dictionary<string, double> _milliseconds = new(StringComparer.Ordinal);

    /// <summary>Milliseconds by stage, in the order they ended.</summary>
    public IReadOnlyDictionary<string, double> Milliseconds => _milliseconds;

    /// <summary>Runs one stage.</summary>
    public async Task<T> TimeAsync<T>(string stage, Func<Task<T>> work)
    {
        var start = time.GetTimestamp();
        var result = await work();
        Add(stage, time.GetElapsedTime(start));
        return result;
    }

    /// <summary>Adds what was measured elsewhere.</summary>
    public void Add(string stage, TimeSpan elapsed) => _milliseconds[stage] = Math.Round(elapsed.TotalMilliseconds, 3);
}
