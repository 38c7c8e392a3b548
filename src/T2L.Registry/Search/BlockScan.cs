using System.Buffers;

namespace T2L.Registry.Search;

/// <summary>
/// One look through an index. Blocks with heads are passed over by what their heads exclude; what is left is compared number by number.
/// Keeps the best lower bounds, and every vector whose upper bound reaches them.
/// </summary>
/// <param name="blocks">The vectors.</param>
/// <param name="count">How many of them are looked at.</param>
/// <param name="direction">What is looked for, shape [E], length 1.</param>
/// <param name="wanted">How many nearest the list has to hold.</param>
/// <param name="group">The only group that is looked at; null for all.</param>
internal sealed class BlockScan(VectorBlock[] blocks, int count, float[] direction, int wanted, int? group = null)
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<byte, float> _lowerBounds = new(); // the smallest of the best is in front
    private readonly List<(VectorBlock Block, int Slot, float UpperBound)> _kept = [];
    private readonly QueryCode _query = new(direction);

    // What a vector's upper bound has to reach; it only rises. A stale value lets too much through, never too little.
    private float _floor = float.NegativeInfinity;

    /// <summary>Looks.</summary>
    /// <param name="subspace">What the blocks' heads are in; null where none has any.</param>
    public Shortlist Run(Subspace? subspace)
    {
        if (subspace is null)
            Each((part, slots) => Compare(part, slots));
        else
            RunTwice(new QueryHead(subspace, _query));
        return CompareClosely([.. _kept.Where(vector => vector.UpperBound >= _floor)]);
    }

    // Neighbourhoods are dense: of hundreds that a byte a number cannot tell apart, tens are left.
    private Shortlist CompareClosely((VectorBlock Block, int Slot, float UpperBound)[] left)
    {
        var close = new ShortlistedVector[left.Length];
        Parallel.For(0, left.Length, i =>
        {
            var (cosine, slack) = left[i].Block.CompareClosely(direction, left[i].Slot);
            close[i] = new ShortlistedVector(left[i].Block.Id(left[i].Slot), cosine - slack, cosine + slack);
        });
        var floor = left.Length < wanted ? _floor : Math.Max(_floor, close.Select(vector => vector.LowerBound).OrderDescending().ElementAt(wanted - 1));
        ShortlistedVector[] found = [.. close.Where(vector => vector.UpperBound >= floor)];
        return new Shortlist(found, found.Length == count ? double.NegativeInfinity : floor);
    }

    // A bound that is not a number has been compared, or is of another group: nothing exceeds it and it exceeds nothing.
    private void RunTwice(QueryHead head)
    {
        var bounds = ArrayPool<float>.Shared.Rent(count);
        try
        {
            Each((part, slots) => Bound(head, part, bounds.AsSpan(part * VectorBlock.Capacity, slots)));
            foreach (var vector in Largest(bounds.AsSpan(0, count)))
            {
                var (part, slot) = Math.DivRem(vector, VectorBlock.Capacity);
                Compare(blocks[part], slot);
                bounds[vector] = float.NaN;
            }
            Each((part, slots) => CompareRest(part, bounds.AsSpan(part * VectorBlock.Capacity, slots)));
        }
        finally
        {
            ArrayPool<float>.Shared.Return(bounds);
        }
    }

    private void Bound(QueryHead head, int part, Span<float> bounds)
    {
        if (blocks[part].Heads is not { } heads)
        {
            Compare(part, bounds.Length);
            bounds.Fill(float.NaN);
            return;
        }
        heads.Bound(head, bounds);
        for (var slot = 0; slot < bounds.Length; slot++)
            bounds[slot] += blocks[part].Slack(_query, slot);
        if (group is null)
            return; // most searches; this is their hot path
        for (var slot = 0; slot < bounds.Length; slot++)
            if (!blocks[part].IsOf(group, slot))
                bounds[slot] = float.NaN;
    }

    // Comparing these first raises the floor to where it stays, nearly.
    private IEnumerable<int> Largest(ReadOnlySpan<float> bounds)
    {
        var largest = new PriorityQueue<int, float>();
        var least = float.NegativeInfinity;
        for (var vector = 0; vector < bounds.Length; vector++)
        {
            if (!(bounds[vector] > least))
                continue;
            if (largest.Count < wanted)
                largest.Enqueue(vector, bounds[vector]);
            else
                largest.EnqueueDequeue(vector, bounds[vector]);
            if (largest.Count == wanted && largest.TryPeek(out _, out var smallest))
                least = smallest;
        }
        return largest.UnorderedItems.Select(item => item.Element);
    }

    private void CompareRest(int part, ReadOnlySpan<float> bounds)
    {
        for (var slot = 0; slot < bounds.Length; slot++)
            if (bounds[slot] >= Volatile.Read(ref _floor))
                Compare(blocks[part], slot);
    }

    private void Compare(int part, int slots)
    {
        for (var slot = 0; slot < slots; slot++)
            if (blocks[part].IsOf(group, slot))
                Compare(blocks[part], slot);
    }

    private void Compare(VectorBlock block, int slot)
    {
        var (product, slack) = (block.Product(_query, slot), block.Slack(_query, slot));
        if (product + slack >= Volatile.Read(ref _floor))
            Keep(block, slot, product - slack, product + slack);
    }

    private void Keep(VectorBlock block, int slot, float lowerBound, float upperBound)
    {
        lock (_gate)
        {
            if (upperBound < _floor)
                return;
            _kept.Add((block, slot, upperBound));
            if (_lowerBounds.Count < wanted)
                _lowerBounds.Enqueue(0, lowerBound);
            else
                _lowerBounds.EnqueueDequeue(0, lowerBound);
            if (_lowerBounds.Count == wanted && _lowerBounds.TryPeek(out _, out var floor))
                Volatile.Write(ref _floor, floor);
        }
    }

    private void Each(Action<int, int> look)
    {
        var parts = (count + VectorBlock.Capacity - 1) / VectorBlock.Capacity;
        if (parts == 1)
            look(0, count);
        else
            Parallel.For(0, parts, part => look(part, Math.Min(VectorBlock.Capacity, count - (part * VectorBlock.Capacity))));
    }
}
