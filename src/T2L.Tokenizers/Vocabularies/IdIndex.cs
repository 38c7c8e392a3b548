namespace T2L.Tokenizers.Vocabularies;

/// <summary>From ids to places: an array where the ids lie close, a dictionary where a file scatters them.</summary>
internal sealed class IdIndex
{
    private readonly int[]? _dense;
    private readonly Dictionary<int, int>? _sparse;

    public IdIndex(List<int> ids, int highest)
    {
        if (highest < 2L * ids.Count + 256)
            _dense = new int[highest + 1];
        else
            _sparse = new Dictionary<int, int>(ids.Count);
        for (int entry = 0; entry < ids.Count; entry++)
            if (!Put(ids[entry], entry))
                Twice ??= ids[entry];
    }

    /// <summary>An id that was given twice, if any.</summary>
    public int? Twice { get; }

    /// <summary>The place of an id; -1 where there is none.</summary>
    public int Entry(int id) =>
        _dense is null ? _sparse!.GetValueOrDefault(id, -1)
        : (uint)id < (uint)_dense.Length ? _dense[id] - 1
        : -1;

    private bool Put(int id, int entry)
    {
        if (_dense is null)
            return _sparse!.TryAdd(id, entry);
        if (_dense[id] != 0)
            return false;
        _dense[id] = entry + 1;
        return true;
    }
}
