namespace T2L.Worker;

/// <summary>A model that is loaded once, in the background, when it is first wanted.</summary>
/// <remarks>A failure is told to all who ask in the next ten seconds; who asks later starts another try: a database that was away may be back.</remarks>
/// <param name="source">Where it comes from, for messages.</param>
/// <param name="load">Loads it; runs on its own thread.</param>
/// <param name="time">The clock of tries.</param>
internal sealed class Loading<T>(string source, Func<CancellationToken, Task<T>> load, TimeProvider time) : IAsyncDisposable
    where T : class
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private Task<T>? _task;
    private long _failedAt;

    /// <summary>Where it comes from.</summary>
    public string Source => source;

    /// <summary>The model, once it is loaded.</summary>
    public T? Loaded => _task is { IsCompletedSuccessfully: true } task ? task.Result : null;

    /// <summary>Why the last try failed; null while one is under way.</summary>
    public Exception? Failure => _task?.Exception?.InnerException;

    /// <summary>Starts the loading, if nobody has, and waits for its end.</summary>
    /// <param name="cancellationToken">Stops the waiting, not the loading.</param>
    public Task<T> WhenLoadedAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_task is null || (_task.IsFaulted && time.GetElapsedTime(_failedAt) >= BetweenTries))
                _task = Task.Run(TryAsync);
            return _task.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_task is not null)
            await _task.ContinueWith(Release, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        _stopping.Dispose();
    }

    private async Task<T> TryAsync()
    {
        try
        {
            return await load(_stopping.Token);
        }
        catch
        {
            _failedAt = time.GetTimestamp();
            throw;
        }
    }

    private static void Release(Task<T> task)
    {
        if (task.IsCompletedSuccessfully)
            (task.Result as IDisposable)?.Dispose();
        // A failure was told to everybody who waited; observed here so that it does not surface again.
        _ = task.Exception;
    }
}
