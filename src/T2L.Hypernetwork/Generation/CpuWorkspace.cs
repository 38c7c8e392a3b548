using System.Collections.Concurrent;
using T2L.Hypernetwork.Kernels;

namespace T2L.Hypernetwork.Generation;

/// <summary>The memory of one call: what the heads read, row addresses, and the threads' own buffers. Kept for the next call.</summary>
internal sealed unsafe class CpuWorkspace(HypernetworkConfig config, CpuTrunk trunk, InstructionSet instructions) : IDisposable
{
    // Rows of a block at its widest; 256 rows of 4D numbers stay in a level-2 cache.
    private const int BlockRows = 256;

    private readonly ConcurrentBag<(CpuSteps Steps, RowAddresses Outputs)> _steps = [];
    private readonly ConcurrentBag<NativeFloats> _scratch = [];
    private readonly List<HeadRows> _rows = [];
    private NativeFloats? _headInput;
    private long _depth;
    private int _count;

    public int Ranks => trunk.Ranks;

    /// <summary>Rows of the trunk that one thread takes at a time.</summary>
    public int TrunkRows => Math.Max(1, BlockRows / (trunk.Parts * trunk.Ranks));

    private int RowsPerProduct => _count * config.Layers * trunk.Ranks;

    /// <summary>Makes room for a group of descriptions.</summary>
    public void Reserve(int count, int heads, long depth)
    {
        _depth = depth;
        if (count <= _count)
            return;
        _count = count;
        _headInput?.Dispose();
        _headInput = new NativeFloats((long)config.Modules.Count * trunk.Parts * RowsPerProduct * config.HeadInputSize);
        _rows.Clear();
        for (var h = 0; h < heads; h++)
            _rows.Add(new HeadRows(RowsPerProduct));
    }

    public HeadRows Rows(int head) => _rows[head];

    /// <summary>What a head reads, [n·layers·ranks, H].</summary>
    public float* HeadInput(int module, bool isA) =>
        _headInput!.Address + ((long)module * trunk.Parts + (isA ? 0 : trunk.Parts - 1)) * RowsPerProduct * config.HeadInputSize;

    /// <summary>Where the trunk writes rows [first, first + rows) of a module.</summary>
    public RowAddresses HeadInputRows(RowAddresses outputs, int module, int first, int rows)
    {
        var next = 0;
        for (var row = first; row < first + rows; row++)
        {
            for (var part = 0; part < trunk.Parts; part++)
            {
                for (var rank = 0; rank < trunk.Ranks; rank++)
                    outputs[next++] = HeadInput(module, part == 0) + ((long)row * trunk.Ranks + rank) * config.HeadInputSize;
            }
        }

        return outputs;
    }

    public void WithSteps(Action<CpuSteps, RowAddresses> run)
    {
        var rows = TrunkRows * trunk.Parts * trunk.Ranks;
        if (!_steps.TryTake(out var memory))
            memory = (new CpuSteps(config, rows, instructions), new RowAddresses(rows));
        run(memory.Steps, memory.Outputs);
        _steps.Add(memory);
    }

    public void WithScratch(Action<NativeFloats> run)
    {
        if (!_scratch.TryTake(out var scratch))
            scratch = new NativeFloats(NativeMethods.ScratchFloats(_depth));
        run(scratch);
        _scratch.Add(scratch);
    }

    public void Dispose()
    {
        _headInput?.Dispose();
        while (_scratch.TryTake(out var scratch))
            scratch.Dispose();
        while (_steps.TryTake(out var memory))
            memory.Steps.Dispose();
    }
}
