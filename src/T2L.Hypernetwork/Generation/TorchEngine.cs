using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace T2L.Hypernetwork.Generation;

/// <summary>Evaluates a hypernetwork by libtorch, on any device.</summary>
internal sealed class TorchEngine : IGenerationEngine
{
    // Descriptions that go through together: what the heads write for them must fit the device beside the weights.
    private const int GroupSize = 16;

    private readonly HyperModulator _network;
    private readonly Device _device;

    public TorchEngine(HypernetworkCheckpoint checkpoint, Device device)
    {
        _device = device;
        _network = HyperModulator.FromCheckpoint(checkpoint, device);
        _network.eval();
    }

    /// <inheritdoc/>
    public string Description => $"libtorch on {_device}";

    /// <inheritdoc/>
    public float[] Encode(ReadOnlySpan<float> embeddings, int count)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        return _network.EncodeTasks(tensor(embeddings.ToArray(), [count, embeddings.Length / count], device: _device)).cpu().contiguous().data<float>().ToArray();
    }

    /// <inheritdoc/>
    public void Generate(ReadOnlySpan<float> codes, IReadOnlyList<AdapterMemory> adapters)
    {
        var size = _network.Config.EncodedTaskSize;
        for (var first = 0; first < adapters.Count; first += GroupSize)
        {
            using var frozen = no_grad();
            using var scope = NewDisposeScope();
            var group = adapters.Skip(first).Take(GroupSize).ToArray();
            var input = tensor(codes.Slice(first * size, group.Length * size).ToArray(), [group.Length, size], device: _device);
            var written = _network.GenerateFromCodes(input);
            for (var m = 0; m < _network.Config.Modules.Count; m++)
                Copy(written[_network.Config.Modules[m].Name], m, group);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    private void Copy(LoraFactors factors, int module, AdapterMemory[] group)
    {
        using var scope = NewDisposeScope();
        var (a, b) = (factors.A.cpu().contiguous(), factors.B.cpu().contiguous());
        for (var i = 0; i < group.Length; i++)
        {
            for (var layer = 0; layer < _network.Config.Layers; layer++)
            {
                Copy(a.select(0, i).select(0, layer), group[i], group[i].Layout.OfA(layer, module));
                Copy(b.select(0, i).select(0, layer), group[i], group[i].Layout.OfB(layer, module));
            }
        }
    }

    private static void Copy(Tensor factor, AdapterMemory target, long start) =>
        MemoryMarshal.Cast<byte, float>(factor.bytes).CopyTo(target.Span[(int)start..]);
}
