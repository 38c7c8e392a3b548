using T2L.Contracts;

namespace T2L.Inference.Scheduling;

/// <summary>The one thread that computes: short jobs as they come, and between them batches of waiting items.</summary>
/// <typeparam name="T">What waits to be batched.</typeparam>
/// <remarks>What arrives while a batch runs is batched together next.</remarks>
internal sealed class DeviceThread<T> : IDisposable
{
    private readonly Queue<Action> _jobs = [];
    private readonly Queue<T> _waiting = [];
    private readonly Action<IReadOnlyList<T>> _run;
    private readonly int _maxBatch, _maxWaiting;
    private readonly Thread _thread;
    private bool _stopping;

    /// <param name="run">Runs one batch on the thread; it answers its items itself and does not throw.</param>
    /// <param name="maxBatch">Items of a batch at most.</param>
    /// <param name="maxWaiting">Items that may wait.</param>
    public DeviceThread(Action<IReadOnlyList<T>> run, int maxBatch, int maxWaiting)
    {
        (_run, _maxBatch, _maxWaiting) = (run, maxBatch, maxWaiting);
        _thread = new Thread(Loop) { IsBackground = true, Name = "t2l-device" };
        _thread.Start();
    }

    /// <summary>Adds an item to a coming batch.</summary>
    /// <exception cref="InferenceException">Too many wait already, or the thread is stopping.</exception>
    public void Enqueue(T item)
    {
        lock (_jobs)
        {
            RefuseWhenStopping();
            if (_waiting.Count >= _maxWaiting)
                throw new InferenceException(InferenceError.NotReady, $"{_maxWaiting} prompts are waiting already. Try again in a moment.");
            _waiting.Enqueue(item);
            Monitor.Pulse(_jobs);
        }
    }

    /// <summary>Runs a short job on the thread, before the next batch.</summary>
    public Task<TResult> RunAsync<TResult>(Func<TResult> job)
    {
        var completion = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_jobs)
        {
            RefuseWhenStopping();
            _jobs.Enqueue(() => Complete(completion, job));
            Monitor.Pulse(_jobs);
        }
        return completion.Task;
    }

    /// <summary>Finishes what runs and stops.</summary>
    /// <returns>What was still waiting.</returns>
    public IReadOnlyList<T> Stop()
    {
        lock (_jobs)
        {
            _stopping = true;
            Monitor.Pulse(_jobs);
        }
        _thread.Join();
        return [.. _waiting];
    }

    public void Dispose() => Stop();

    private void Loop()
    {
        while (Next() is var (job, batch))
        {
            job?.Invoke();
            if (batch.Count > 0)
                _run(batch);
        }
    }

    private (Action? Job, List<T> Batch)? Next()
    {
        lock (_jobs)
        {
            while (_jobs.Count == 0 && _waiting.Count == 0 && !_stopping)
                Monitor.Wait(_jobs);
            // Jobs are awaited by loads under way, so they are run to the last even when stopping.
            if (_jobs.TryDequeue(out var job))
                return (job, []);
            if (_stopping)
                return null;
            var batch = new List<T>(Math.Min(_maxBatch, _waiting.Count));
            while (batch.Count < _maxBatch && _waiting.TryDequeue(out var item))
                batch.Add(item);
            return (null, batch);
        }
    }

    private void RefuseWhenStopping()
    {
        if (_stopping)
            throw new InferenceException(InferenceError.NotReady, "The engine is stopping.");
    }

#pragma warning disable CA1031 // Whatever the job throws belongs to the one who awaits it.
    private static void Complete<TResult>(TaskCompletionSource<TResult> completion, Func<TResult> job)
    {
        try
        {
            completion.SetResult(job());
        }
        catch (Exception exception)
        {
            completion.SetException(exception);
        }
    }
#pragma warning restore CA1031
}
