using System.Collections.Concurrent;

namespace T2L.Registry.Search;

/// <summary>
/// The directions of one text encoder in memory, one byte a number. A scan looks at all of them and leaves a shortlist that holds the true
/// nearest for certain, because the error of every rounding is known; the exact order comes from the numbers in the database.
/// </summary>
/// <remarks>One writer, any number of readers: a reader sees the vectors that were there when it began.</remarks>
/// <param name="size">E.</param>
internal sealed class VectorIndex(int size)
{
    private const int LearnedFrom = 2048;

    private readonly Lock _writing = new();
    private readonly ConcurrentDictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private VectorBlock[] _blocks = [];
    private Subspace? _subspace;
    private int _count;

    /// <summary>E.</summary>
    public int Size => size;

    /// <summary>How many vectors it holds.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How many of them are for a base model.</summary>
    public int CountOf(string baseModel) => _groups.TryGetValue(baseModel, out var group) ? Volatile.Read(ref group.Members) : 0;

    /// <summary>Adds one; the caller sees to it that none comes twice.</summary>
    /// <param name="id">Whose it is.</param>
    /// <param name="vector">Shape [E], of whatever length. One without a direction is left out: it is near to nothing.</param>
    /// <param name="baseModel">The base model of the adapter, by which a search may be narrowed.</param>
    public void Add(Guid id, ReadOnlySpan<float> vector, string baseModel = "")
    {
        if (vector.Length != size || Direction.Of(vector) is not { } direction)
            return;
        lock (_writing)
        {
            var (block, slot) = Math.DivRem(_count, VectorBlock.Capacity);
            if (block == _blocks.Length)
                _blocks = [.. _blocks, new VectorBlock(size)];
            var group = _groups.GetOrAdd(baseModel, _ => new Group(_groups.Count));
            _blocks[block].Write(slot, id, direction, group.Number);
            Volatile.Write(ref group.Members, group.Members + 1);
            Volatile.Write(ref _count, _count + 1); // after the numbers, so that nobody reads half of them
            if (slot == VectorBlock.Capacity - 1 && size >= Subspace.SmallestSpace)
                Summarise(_blocks[block]);
        }
    }

    /// <summary>The vectors that may be among the nearest.</summary>
    /// <param name="query">Shape [E].</param>
    /// <param name="wanted">How many nearest the list has to hold for certain.</param>
    /// <param name="baseModel">Only vectors of adapters for this base model; null for all.</param>
    public Shortlist Nearest(ReadOnlySpan<float> query, int wanted, string? baseModel = null)
    {
        var count = Count;
        Group? group = null;
        var isNobodys = baseModel is not null && !_groups.TryGetValue(baseModel, out group);
        if (count == 0 || isNobodys || query.Length != size || Direction.Of(query) is not { } direction)
            return new Shortlist([], double.NegativeInfinity);
        return new BlockScan(_blocks, count, direction, wanted, group?.Number).Run(Volatile.Read(ref _subspace));
    }

    // The first whole block tells what the vectors are like; where those that come later are not, more of them are compared, and nothing is missed.
    private void Summarise(VectorBlock block)
    {
        if (_subspace is null)
        {
            var sample = new float[LearnedFrom * size];
            for (var i = 0; i < LearnedFrom; i++)
                block.Decode(i * (VectorBlock.Capacity / LearnedFrom)).CopyTo(sample, i * size);
            Volatile.Write(ref _subspace, Subspace.Of(sample, size));
        }
        block.Summarise(_subspace);
    }

    // The versions for one base model, which a version never changes.
    private sealed class Group(int number)
    {
        public int Members;

        public int Number => number;
    }
}
