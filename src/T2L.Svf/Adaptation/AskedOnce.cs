using T2L.Adapters;

namespace T2L.Svf.Adaptation;

/// <summary>
/// Answers by digest, each asked for once, however many want it at the same time; the least recently used one goes when there is no room. Any thread may use it.
/// </summary>
/// <typeparam name="T">What is answered.</typeparam>
public sealed class AskedOnce<T>
{
    private readonly int _capacity;
    private readonly Dictionary<Digest, LinkedListNode<(Digest Key, Task<T> Answer)>> _places = [];
    private readonly LinkedList<(Digest Key, Task<T> Answer)> _byUse = []; // least recently used first

    /// <summary>Remembers nothing yet.</summary>
    /// <param name="capacity">Answers kept, at least 1.</param>
    public AskedOnce(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
    }

    /// <summary>Answers kept now, those that are still awaited included.</summary>
    public int Count
    {
        get
        {
            lock (_places)
                return _places.Count;
        }
    }

    /// <summary>The answer that is remembered, or that another is waiting for; else asks.</summary>
    /// <param name="key">What is asked.</param>
    /// <param name="ask">Asks. Nobody's patience ends it, for others may be waiting too; what fails is asked anew by the next one.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The answer, and whether it had been asked for before.</returns>
    public async Task<(T Answer, bool Remembered)> AskAsync(Digest key, Func<Task<T>> ask, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var (answer, remembered) = Use(key, ask);
        return (await answer.WaitAsync(cancellationToken).ConfigureAwait(false), remembered);
    }

    private (Task<T> Answer, bool Remembered) Use(Digest key, Func<Task<T>> ask)
    {
        lock (_places)
        {
            if (_places.Remove(key, out var place))
                _byUse.Remove(place);
            var remembered = place is not null && !place.Value.Answer.IsFaulted && !place.Value.Answer.IsCanceled;
            // On another thread: the caller holds the lock.
            var answer = remembered ? place!.Value.Answer : Task.Run(ask);
            _places.Add(key, _byUse.AddLast((key, answer)));
            if (_places.Count > _capacity)
            {
                _places.Remove(_byUse.First!.Value.Key);
                _byUse.RemoveFirst();
            }

            return (answer, remembered);
        }
    }
}
