using T2L.Adapters;
using T2L.Hypernetwork.Kernels;

namespace T2L.Hypernetwork.Generation;

/// <summary>The linear task encoder, LN(Wx + b), on the CPU kernels.</summary>
internal sealed unsafe class LinearTaskCoder(IReadOnlyDictionary<string, TensorData> state, InstructionSet instructions) : ITaskCoder
{
    private readonly PackedLayer _layer = CpuTrunkLayers.Layer(state, "task_encoder.mlp.0");
    private readonly CpuNorm _norm = new(state, "task_encoder.mlp.1");

    public float[] Encode(ReadOnlySpan<float> embeddings, int count)
    {
        var width = (int)_layer.Columns;
        var codes = new float[count * width];
        using var scratch = new NativeFloats(NativeMethods.ScratchFloats(_layer.Depth));
        fixed (float* input = embeddings, output = codes)
        {
            var rows = new RowAddresses(count).Fill(output, count, width);
            var product = _layer.Product(instructions);
            product.Input = input;
            product.Rows = count;
            product.Output = rows.Address;
            product.Scratch = scratch.Address;
            NativeMethods.Run(&product, 0, _layer.Panels);
            NativeMethods.LayerNorm(output, count, width, _norm.Weight.Address, _norm.Bias.Address, output);
            GC.KeepAlive(rows);
        }

        return codes;
    }

    public void Dispose()
    {
        _layer.Dispose();
        _norm.Dispose();
    }
}
