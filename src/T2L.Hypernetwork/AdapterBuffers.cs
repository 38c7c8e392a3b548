using T2L.Hypernetwork.Generation;

namespace T2L.Hypernetwork;

/// <summary>
/// Memory for generated adapters that is used again: adapters written into it last until the next generation into it.
/// </summary>
/// <remarks>
/// For callers that write an adapter out and forget it. New memory costs more than it seems: the system clears every page
/// at its first touch, on a virtual machine at 1 to 2 GB/s (measured: 8 ms for the 13.6 MB of one Mistral-7B adapter, which
/// take 32 ms to compute). One caller at a time uses it.
/// </remarks>
public sealed class AdapterBuffers
{
    private readonly List<AdapterMemory> _memory = [];

    /// <summary>Memory for a number of adapters of one layout; that of another network is given up.</summary>
    internal IReadOnlyList<AdapterMemory> Take(AdapterLayout layout, int count)
    {
        if (_memory.Count > 0 && _memory[0].Layout != layout)
            _memory.Clear();
        while (_memory.Count < count)
            _memory.Add(new AdapterMemory(layout));
        return _memory[..count];
    }
}
