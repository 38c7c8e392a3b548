namespace T2L.Registry.Search;

/// <summary>What a scan has found so far: the best lower bounds, and every vector whose upper bound reaches them.</summary>
/// <param name="wanted">How many nearest the list has to hold.</param>
internal sealed class BlockScan(int wanted)
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<byte, float> _lowerBounds = new(); // the smallest of the best is in front
    private readonly List<(Guid Id, float UpperBound)> _kept = [];

    // What a vector's upper bound has to reach; it only rises. A stale value lets too much through, never too little.
    private float _floor = float.NegativeInfinity;

    /// <summary>Compares the first vectors of a block; blocks may be read by several threads at once.</summary>
    public void Read(VectorBlock block, QueryCode query, int count)
    {
        Span<float> cosines = stackalloc float[VectorBlock.Capacity];
        Span<float> slack = stackalloc float[VectorBlock.Capacity];
        block.Compare(query, cosines[..count], slack[..count]);
        var floor = Volatile.Read(ref _floor);
        for (var slot = 0; slot < count; slot++)
            if (cosines[slot] + slack[slot] >= floor)
                floor = Keep(block.Id(slot), cosines[slot] - slack[slot], cosines[slot] + slack[slot]);
    }

    /// <summary>What is left when all blocks are read.</summary>
    /// <param name="all">How many vectors there were.</param>
    public Shortlist ToShortlist(int all)
    {
        Guid[] ids = [.. _kept.Where(vector => vector.UpperBound >= _floor).Select(vector => vector.Id)];
        return new Shortlist(ids, ids.Length == all ? double.NegativeInfinity : _floor);
    }

    private float Keep(Guid id, float lowerBound, float upperBound)
    {
        lock (_gate)
        {
            if (upperBound < _floor)
                return _floor;
            _kept.Add((id, upperBound));
            if (_lowerBounds.Count < wanted)
                _lowerBounds.Enqueue(0, lowerBound);
            else
                _lowerBounds.EnqueueDequeue(0, lowerBound);
            if (_lowerBounds.Count == wanted && _lowerBounds.TryPeek(out _, out var floor))
                Volatile.Write(ref _floor, floor);
            return _floor;
        }
    }
}
