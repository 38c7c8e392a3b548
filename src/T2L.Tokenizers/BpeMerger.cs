using Merges = System.Collections.Generic.Dictionary<long, T2L.Tokenizers.BpeModel.Merge>;

namespace T2L.Tokenizers;

/// <summary>Joins the symbols of one word: always the pair of lowest rank, the leftmost of equals.</summary>
/// <remarks>The symbols are a linked list in arrays; a pair that has changed since it was queued is recognised and skipped.</remarks>
internal readonly ref struct BpeMerger
{
    private const int Gone = -1;

    private readonly Merges _merges;
    private readonly int[] _ids;
    private readonly int[] _next;
    private readonly int[] _previous;
    private readonly PriorityQueue<(int At, int Left, int Right), long> _queue;

    public BpeMerger(Merges merges, List<int> symbols)
    {
        _merges = merges;
        _ids = [.. symbols];
        _next = new int[_ids.Length];
        _previous = new int[_ids.Length];
        _queue = new PriorityQueue<(int, int, int), long>(_ids.Length);
        for (int i = 0; i < _ids.Length; i++)
        {
            _previous[i] = i - 1;
            _next[i] = i + 1 < _ids.Length ? i + 1 : Gone;
        }
    }

    /// <summary>Appends the ids that remain when nothing can be joined any more.</summary>
    public void Run(List<int> result)
    {
        for (int i = 0; i < _ids.Length; i++)
            Enqueue(i);
        while (_queue.TryDequeue(out var pair, out _))
            if (_ids[pair.At] == pair.Left && _next[pair.At] != Gone && _ids[_next[pair.At]] == pair.Right)
                Join(pair.At);
        for (int i = 0; i != Gone; i = _next[i])
            result.Add(_ids[i]);
    }

    private void Join(int at)
    {
        int right = _next[at];
        _ids[at] = _merges[BpeModel.Pair(_ids[at], _ids[right])].Id;
        _ids[right] = Gone;
        _next[at] = _next[right];
        if (_next[at] != Gone)
            _previous[_next[at]] = at;
        if (_previous[at] != Gone)
            Enqueue(_previous[at]);
        Enqueue(at);
    }

    private void Enqueue(int at)
    {
        int right = _next[at];
        if (right != Gone && _merges.TryGetValue(BpeModel.Pair(_ids[at], _ids[right]), out var merge))
            _queue.Enqueue((at, _ids[at], _ids[right]), ((long)merge.Rank << 32) | (uint)at);
    }
}
