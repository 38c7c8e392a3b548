namespace T2L.Hypernetwork.Generation;

/// <summary>Where the factors of one adapter stand in one block of float32 numbers: layer by layer, module by module, A then B.</summary>
/// <remarks>Every factor starts on a cache line, so that the kernels can store whole lines.</remarks>
internal sealed class AdapterLayout
{
    private const int Line = 16;
    private readonly long[] _a;
    private readonly long[] _b;
    private readonly long _layer;

    public AdapterLayout(HypernetworkConfig config)
    {
        Config = config;
        _a = new long[config.Modules.Count];
        _b = new long[config.Modules.Count];
        for (var m = 0; m < config.Modules.Count; m++)
        {
            _a[m] = _layer;
            _b[m] = _a[m] + WholeLines((long)config.Rank * config.Modules[m].InFeatures);
            _layer = _b[m] + WholeLines((long)config.Rank * config.Modules[m].OutFeatures);
        }
    }

    public HypernetworkConfig Config { get; }

    /// <summary>Numbers in the block, gaps included.</summary>
    public long Count => _layer * Config.Layers;

    /// <summary>Start of A [r, in] of a layer and a module.</summary>
    public long OfA(int layer, int module) => layer * _layer + _a[module];

    /// <summary>Start of B [out, r] of a layer and a module.</summary>
    public long OfB(int layer, int module) => layer * _layer + _b[module];

    private static long WholeLines(long count) => (count + Line - 1) / Line * Line;
}
