using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Hypernetwork.Kernels;

namespace T2L.Hypernetwork.Generation;

/// <summary>The bytes of one generated adapter, written in place by the engine and then handed out without a copy.</summary>
internal sealed unsafe class AdapterMemory
{
    private const int Alignment = 64;
    private readonly byte[] _bytes;
    private readonly int _start;

    public AdapterMemory(AdapterLayout layout)
    {
        Layout = layout;
        _bytes = GC.AllocateUninitializedArray<byte>(checked((int)(layout.Count * sizeof(float) + Alignment)), pinned: true);
        fixed (byte* first = _bytes)
        {
            _start = (int)(-(nint)first & (Alignment - 1));
            Address = (float*)(first + _start);
            if (NativeMethods.Best is not null)
                NativeMethods.PreferLargePages(first, _bytes.Length);
        }
    }

    public AdapterLayout Layout { get; }

    /// <summary>The block; valid while this object is reachable.</summary>
    public float* Address { get; }

    public Span<float> Span => new(Address, (int)Layout.Count);

    /// <summary>The adapter that the block holds; its tensors are views of the block.</summary>
    public LoraAdapter ToAdapter()
    {
        var config = Layout.Config;
        var modules = new OrderedDictionary<string, LoraWeights>(StringComparer.Ordinal);
        for (var layer = 0; layer < config.Layers; layer++)
        {
            for (var m = 0; m < config.Modules.Count; m++)
            {
                var module = config.Modules[m];
                var a = View(Layout.OfA(layer, m), config.Rank, module.InFeatures);
                var b = View(Layout.OfB(layer, m), module.OutFeatures, config.Rank);
                modules.Add(module.Path(layer), new LoraWeights(a, b));
            }
        }

        return new LoraAdapter(config.Lora, modules);
    }

    private TensorData View(long start, long rows, long columns) => new(
        TensorDType.F32, [rows, columns], _bytes.AsMemory(checked((int)(_start + start * sizeof(float))), checked((int)(rows * columns * sizeof(float)))));
}
