using T2L.Adapters;

namespace T2L.Svf.Adaptation;

/// <summary>Choices of first passes by conversation: the least recently used one goes when there is no room. Any thread may use it.</summary>
public sealed class FirstPassCache
{
    private readonly int _capacity;
    private readonly Dictionary<Digest, LinkedListNode<(Digest Key, string Label)>> _places = [];
    private readonly LinkedList<(Digest Key, string Label)> _byUse = []; // least recently used first

    /// <summary>An empty cache.</summary>
    /// <param name="capacity">Choices kept, at least 1.</param>
    public FirstPassCache(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
    }

    /// <summary>Choices kept now.</summary>
    public int Count
    {
        get
        {
            lock (_places)
                return _places.Count;
        }
    }

    /// <summary>A choice, if it is remembered.</summary>
    /// <param name="key">Conversation, experts and who chose among them.</param>
    /// <returns>The label; null where nothing is known.</returns>
    public string? Find(Digest key)
    {
        lock (_places)
        {
            if (!_places.TryGetValue(key, out var place))
                return null;
            _byUse.Remove(place);
            _byUse.AddLast(place);
            return place.Value.Label;
        }
    }

    /// <summary>Remembers a choice.</summary>
    /// <param name="key">Conversation, experts and who chose among them.</param>
    /// <param name="label">The label.</param>
    public void Keep(Digest key, string label)
    {
        lock (_places)
        {
            // Two first requests of a conversation may have been asked at the same time.
            if (_places.Remove(key, out var old))
                _byUse.Remove(old);
            _places.Add(key, _byUse.AddLast((key, label)));
            if (_places.Count <= _capacity)
                return;
            _places.Remove(_byUse.First!.Value.Key);
            _byUse.RemoveFirst();
        }
    }
}
