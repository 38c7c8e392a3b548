using System.Collections.Concurrent;
using T2L.Adapters;
using T2L.Hypernetwork.Kernels;

namespace T2L.Hypernetwork.Generation;

/// <summary>Evaluates a hypernetwork by the CPU kernels: one pass of the trunk over all rows, one product a factor and module.</summary>
/// <remarks>
/// Descriptions go through in groups of <see cref="GroupSize"/>, so that memory stays bounded while every head's weights are
/// read once a group. Calls may overlap; each takes a workspace of its own.
/// </remarks>
internal sealed class CpuEngine : IGenerationEngine
{
    /// <summary>Descriptions that go through together: 8 x 32 layers fill the kernels' row chunks.</summary>
    public const int GroupSize = 8;

    private readonly HypernetworkConfig _config;
    private readonly AdapterLayout _layout;
    private readonly Workers _workers;
    private readonly InstructionSet _instructions;
    private readonly ITaskCoder _coder;
    private readonly CpuTrunk _trunk;
    private readonly CpuHead[] _heads;
    private readonly CpuCorrections _corrections;
    private readonly ConcurrentBag<CpuWorkspace> _workspaces = [];

    public CpuEngine(AdapterLayout layout, IReadOnlyDictionary<string, TensorData> state, int threads, InstructionSet instructions, ITaskCoder coder)
    {
        _layout = layout;
        _config = layout.Config;
        _workers = new Workers(threads);
        _instructions = instructions;
        _coder = coder;
        _trunk = new CpuTrunk(_config, state, instructions);
        _heads =
        [
            .. Enumerable.Range(0, _config.Modules.Count).SelectMany(m => new[]
            {
                new CpuHead(_config, state, m, isA: true, _workers), new CpuHead(_config, state, m, isA: false, _workers),
            }),
        ];
        _corrections = new CpuCorrections(layout, state);
    }

    /// <inheritdoc/>
    public string Description => $"cpu {_instructions}, {_workers.Count} {(_workers.Count == 1 ? "thread" : "threads")}";

    /// <summary>Bytes of weights that one group reads.</summary>
    public long WeightBytes => _heads.Sum(h => h.Layer.Bytes);

    /// <inheritdoc/>
    public float[] Encode(ReadOnlySpan<float> embeddings, int count) => _coder.Encode(embeddings, count);

    /// <inheritdoc/>
    public void Generate(ReadOnlySpan<float> codes, IReadOnlyList<AdapterMemory> adapters)
    {
        if (!_workspaces.TryTake(out var workspace))
            workspace = new CpuWorkspace(_config, _trunk, _instructions);
        for (var first = 0; first < adapters.Count; first += GroupSize)
        {
            var group = adapters.Skip(first).Take(GroupSize).ToArray();
            var z = _config.EncodedTaskSize;
            workspace.Reserve(group.Length, _heads.Length, _heads.Max(h => h.Layer.Depth));
            RunTrunk(codes.Slice(first * z, group.Length * z).ToArray(), group.Length, workspace);
            RunHeads(group, workspace);
        }

        _workspaces.Add(workspace);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _coder.Dispose();
        _trunk.Dispose();
        _corrections.Dispose();
        foreach (var head in _heads)
            head.Dispose();
        while (_workspaces.TryTake(out var workspace))
            workspace.Dispose();
    }

    private void RunTrunk(float[] codes, int count, CpuWorkspace workspace)
    {
        var rows = count * _config.Layers;
        var ranges = Math.Max(_workers.Ranges(rows, minimum: 16), (rows + workspace.TrunkRows - 1) / workspace.TrunkRows);
        _workers.ForEach(_config.Modules.Count * ranges, task =>
        {
            var (module, range) = (task / ranges, task % ranges);
            var first = rows * range / ranges;
            var length = rows * (range + 1) / ranges - first;
            workspace.WithSteps((steps, outputs) =>
                _trunk.Run(codes, module, first, length, workspace.HeadInputRows(outputs, module, first, length), steps));
        });
    }

    private void RunHeads(AdapterMemory[] group, CpuWorkspace workspace)
    {
        var tasks = new List<(HeadRun Run, long First, long Last)>();
        for (var h = 0; h < _heads.Length; h++)
        {
            var run = new HeadRun(_heads[h], workspace.Rows(h), _instructions);
            run.Aim(workspace, group, _corrections);
            var ranges = _workers.Count == 1 ? 1 : Math.Max(1, _heads[h].Layer.Panels / HeadRun.PanelsPerTask);
            for (var i = 0; i < ranges; i++)
                tasks.Add((run, _heads[h].Layer.Panels * i / ranges, _heads[h].Layer.Panels * (i + 1) / ranges));
        }

        _workers.ForEach(tasks.Count, i => workspace.WithScratch(scratch => tasks[i].Run.Run(tasks[i].First, tasks[i].Last, scratch)));
        GC.KeepAlive(group);
    }
}
