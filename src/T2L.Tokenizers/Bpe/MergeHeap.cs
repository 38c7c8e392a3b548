namespace T2L.Tokenizers.Bpe;

/// <summary>Joins the symbols of a long word in n·log n steps: a heap of (rank, place) over a linked list.</summary>
/// <remarks>An entry whose pair has changed since is recognised by its rank: equal rank means equal pair.</remarks>
internal readonly ref struct MergeHeap
{
    private const int Gone = -1;

    private readonly Span<int> _symbols;
    private readonly MergeTable _merges;
    private readonly int[] _next;
    private readonly int[] _previous;
    private readonly PriorityQueue<int, ulong> _queue;

    public MergeHeap(Span<int> symbols, MergeTable merges)
    {
        _symbols = symbols;
        _merges = merges;
        _next = new int[symbols.Length];
        _previous = new int[symbols.Length];
        var pairs = new List<(int, ulong)>(symbols.Length);
        for (int i = 0; i < symbols.Length; i++)
        {
            _previous[i] = i - 1;
            _next[i] = i + 1 < symbols.Length ? i + 1 : Gone;
            if (Rank(i) is not MergeTable.None and var rank)
                pairs.Add((i, Priority(rank, i)));
        }
        _queue = new PriorityQueue<int, ulong>(pairs);
    }

    /// <summary>Joins in place and moves what remains to the front.</summary>
    /// <returns>How many remain.</returns>
    public int Run()
    {
        while (_queue.TryDequeue(out int at, out ulong priority))
            if (_symbols[at] != Gone && Rank(at) == (int)(priority >> 32))
                Join(at, (int)(priority >> 32));
        int count = 0;
        for (int i = 0; i != Gone; i = _next[i])
            _symbols[count++] = _symbols[i];
        return count;
    }

    private void Join(int at, int rank)
    {
        int right = _next[at];
        _symbols[at] = _merges.Result(rank);
        _symbols[right] = Gone;
        _next[at] = _next[right];
        if (_next[at] != Gone)
            _previous[_next[at]] = at;
        if (_previous[at] != Gone)
            Enqueue(_previous[at]);
        Enqueue(at);
    }

    private void Enqueue(int at)
    {
        if (Rank(at) is not MergeTable.None and var rank)
            _queue.Enqueue(at, Priority(rank, at));
    }

    private int Rank(int at) => _next[at] == Gone ? MergeTable.None : _merges.Rank(_symbols[at], _symbols[_next[at]]);

    private static ulong Priority(int rank, int at) => ((ulong)rank << 32) | (uint)at;
}
