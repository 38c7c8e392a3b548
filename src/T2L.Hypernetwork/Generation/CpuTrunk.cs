using T2L.Adapters;
using T2L.Hypernetwork.Kernels;
using T2L.Hypernetwork.Network;

namespace T2L.Hypernetwork.Generation;

/// <summary>From task codes to what the heads read, block of rows by block of rows; the steps stand in <see cref="HyperModulator"/>.</summary>
internal sealed unsafe class CpuTrunk : IDisposable
{
    private readonly HypernetworkConfig _config;
    private readonly CpuTrunkLayers _layers;
    private readonly float[] _layerRows;
    private readonly float[] _moduleRows;
    private readonly NativeFloats? _selectors;
    private readonly NativeFloats? _positions;
    private readonly NativeFloats? _cosines;
    private readonly NativeFloats? _sines;

    public CpuTrunk(HypernetworkConfig config, IReadOnlyDictionary<string, TensorData> state, InstructionSet instructions)
    {
        _config = config;
        _layers = new CpuTrunkLayers(state);
        _layerRows = CpuTables.Embedding(state, "layer_depth_encoder", config.Layers);
        _moduleRows = CpuTables.Embedding(state, "layer_type_encoder", config.Modules.Count);
        if (config.Variant.SharesHead())
            _selectors = NativeFloats.Of(CpuTables.Selectors(state, config));
        if (config.LearnablePositions)
            _positions = Positions(state, instructions);
        else if (config.Variant.WritesRanks())
            (_cosines, _sines) = Rotations(config);
    }

    /// <summary>Factors that a row of the trunk stands for: A and B apart where a head is shared, both at once elsewhere.</summary>
    public int Parts => _config.Variant.SharesHead() ? 2 : 1;

    /// <summary>Rows that a factor takes: one a rank, or one for all.</summary>
    public int Ranks => _config.Variant.WritesRanks() ? _config.Rank : 1;

    /// <summary>Evaluates rows [first, first + rows) of one module; row i is description i / layers, layer i % layers.</summary>
    /// <param name="codes">Task codes [n, Z].</param>
    /// <param name="module">Place of the module in the configuration.</param>
    /// <param name="first">First row.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="outputs">For each row, part and rank, in this order: where its H numbers go.</param>
    /// <param name="steps">Memory for rows · parts · ranks rows.</param>
    public void Run(float[] codes, int module, int first, int rows, RowAddresses outputs, CpuSteps steps)
    {
        steps.Begin(rows);
        for (var i = 0; i < rows; i++)
            FillRow(codes, module, first + i, new Span<float>(steps.Current + (long)i * _config.TrunkSize, _config.TrunkSize));
        steps.Mix(_layers.MixerUp, _layers.MixerDown);
        steps.Residual(_layers.Mlp1);
        if (_selectors is not null)
            steps.AddEach(_selectors.Address + (long)module * Parts * _config.TrunkSize, Parts);
        if (_config.Variant != HeadVariant.Split)
            steps.Residual(_layers.Mlp2);
        if (_config.Variant.WritesRanks())
            Place(steps);
        steps.WriteHeadInput(_layers.Mlp3, outputs);
    }

    public void Dispose()
    {
        _layers.Dispose();
        _selectors?.Dispose();
        _positions?.Dispose();
        _cosines?.Dispose();
        _sines?.Dispose();
    }

    private void Place(CpuSteps steps)
    {
        if (_positions is not null)
            steps.AddEach(_positions.Address, Ranks);
        else
            steps.Rotate(_cosines!, _sines!, Ranks);
        if (_positions is null || _config.Variant == HeadVariant.Split)
            steps.Residual(_layers.Mlp2);
    }

    private void FillRow(float[] codes, int module, int row, Span<float> target)
    {
        var (z, depth) = (_config.EncodedTaskSize, _config.LayerEmbeddingSize);
        codes.AsSpan(row / _config.Layers * z, z).CopyTo(target);
        _layerRows.AsSpan(row % _config.Layers * depth, depth).CopyTo(target[z..]);
        _moduleRows.AsSpan(module * _config.ModuleEmbeddingSize, _config.ModuleEmbeddingSize).CopyTo(target[(z + depth)..]);
    }

    // T2L-S adds mlp2(position), which depends on nothing but the weights; Split adds the position itself.
    private NativeFloats Positions(IReadOnlyDictionary<string, TensorData> state, InstructionSet instructions)
    {
        var normed = CpuTables.Embedding(state, "pos_emb", _config.Rank);
        if (_config.Variant == HeadVariant.Split)
            return NativeFloats.Of(normed);
        using var steps = new CpuSteps(_config, _config.Rank, instructions);
        steps.Begin(_config.Rank);
        normed.CopyTo(new Span<float>(steps.Current, normed.Length));
        steps.Residual(_layers.Mlp2);
        return NativeFloats.Of(new ReadOnlySpan<float>(steps.Current, normed.Length));
    }

    private static (NativeFloats Cosines, NativeFloats Sines) Rotations(HypernetworkConfig config)
    {
        var (cosines, sines) = RotaryPositions.Tables(config.Rank, config.TrunkSize);
        return (NativeFloats.Of(cosines), NativeFloats.Of(sines));
    }
}
