using T2L.Adapters;
using T2L.Hypernetwork.Kernels;

namespace T2L.Hypernetwork.Generation;

/// <summary>A LayerNorm's weight and bias.</summary>
internal sealed class CpuNorm(IReadOnlyDictionary<string, TensorData> state, string name) : IDisposable
{
    public NativeFloats Weight { get; } = NativeFloats.Of(state[$"{name}.weight"].ToFloats());

    public NativeFloats Bias { get; } = NativeFloats.Of(state[$"{name}.bias"].ToFloats());

    public void Dispose()
    {
        Weight.Dispose();
        Bias.Dispose();
    }
}

/// <summary>LayerNorm and two layers: the inside of a residual block, and the head input.</summary>
internal sealed class CpuPerceptron(IReadOnlyDictionary<string, TensorData> state, string name) : IDisposable
{
    public CpuNorm Norm { get; } = new(state, $"{name}.0");

    public PackedLayer Up { get; } = CpuTrunkLayers.Layer(state, $"{name}.1");

    public PackedLayer Down { get; } = CpuTrunkLayers.Layer(state, $"{name}.4");

    public void Dispose()
    {
        Norm.Dispose();
        Up.Dispose();
        Down.Dispose();
    }
}

/// <summary>The trunk's weights, packed.</summary>
internal sealed class CpuTrunkLayers(IReadOnlyDictionary<string, TensorData> state) : IDisposable
{
    public PackedLayer MixerUp { get; } = Layer(state, "mixer.1");

    public PackedLayer MixerDown { get; } = Layer(state, "mixer.4");

    public CpuPerceptron Mlp1 { get; } = new(state, "mlp1.mlp");

    public CpuPerceptron Mlp2 { get; } = new(state, "mlp2.mlp");

    public CpuPerceptron Mlp3 { get; } = new(state, "mlp3");

    public static PackedLayer Layer(IReadOnlyDictionary<string, TensorData> state, string name) =>
        PackedLayer.Pack(state[$"{name}.weight"], state[$"{name}.bias"]);

    public void Dispose()
    {
        MixerUp.Dispose();
        MixerDown.Dispose();
        Mlp1.Dispose();
        Mlp2.Dispose();
        Mlp3.Dispose();
    }
}
