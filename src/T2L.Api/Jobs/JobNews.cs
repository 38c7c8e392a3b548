namespace T2L.Api.Jobs;

/// <summary>Who in this process waits for news of which job.</summary>
internal sealed class JobNews
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, HashSet<Listener>> _listeners = [];

    /// <summary>Listens until the result is disposed.</summary>
    public Listener Listen(Guid id)
    {
        var listener = new Listener(this, id);
        lock (_gate)
        {
            if (!_listeners.TryGetValue(id, out var others))
                _listeners[id] = others = [];
            others.Add(listener);
        }
        return listener;
    }

    /// <summary>Wakes whoever listens.</summary>
    public void Tell(Guid id)
    {
        lock (_gate)
        {
            foreach (var listener in _listeners.GetValueOrDefault(id, []))
                listener.Wake();
        }
    }

    private void Remove(Listener listener)
    {
        lock (_gate)
        {
            if (_listeners.TryGetValue(listener.Id, out var others) && others.Remove(listener) && others.Count == 0)
                _listeners.Remove(listener.Id);
        }
    }

    /// <summary>One who listens.</summary>
    internal sealed class Listener(JobNews news, Guid id) : IDisposable
    {
        private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Guid Id => id;

        /// <summary>Waits for news, at most for a while. News that came since the last waiting ended count.</summary>
        public async Task WaitAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
        {
            try
            {
                await Volatile.Read(ref _next).Task.WaitAsync(patience, time, cancellationToken);
                Volatile.Write(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }
            catch (TimeoutException)
            {
                // No news; the row is asked.
            }
        }

        public void Wake() => Volatile.Read(ref _next).TrySetResult();

        public void Dispose() => news.Remove(this);
    }
}
