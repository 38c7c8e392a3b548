using T2L.Adapters;

namespace T2L.Hypernetwork.Kernels;

/// <summary>Weight and bias of a linear layer in the order in which the kernels read them.</summary>
internal sealed unsafe class PackedLayer : IDisposable
{
    private readonly NativeFloats _weights;
    private readonly NativeFloats _bias;

    private PackedLayer(long depth, long columns)
    {
        Depth = depth;
        Columns = columns;
        Panels = (columns + NativeMethods.PanelColumns - 1) / NativeMethods.PanelColumns;
        _weights = new NativeFloats(Panels * NativeMethods.PanelColumns * depth);
        _bias = new NativeFloats(Panels * NativeMethods.PanelColumns);
    }

    public long Depth { get; }

    public long Columns { get; }

    public long Panels { get; }

    /// <summary>Bytes that one pass over the layer reads.</summary>
    public long Bytes => (_weights.Count + _bias.Count) * sizeof(float);

    /// <summary>Lays out a layer.</summary>
    /// <param name="weight">Shape [rows, depth], float32.</param>
    /// <param name="bias">Shape [rows], float32, or null.</param>
    /// <param name="order">Which rows, in which order; null for all, as they stand.</param>
    /// <param name="factor">Multiplies weight and bias.</param>
    /// <param name="workers">Who does it; large heads take a second otherwise.</param>
    /// <returns>The layer, to be disposed.</returns>
    public static PackedLayer Pack(TensorData weight, TensorData? bias, ColumnOrder? order = null, float factor = 1, Workers? workers = null)
    {
        var depth = weight.Shape[1];
        var columns = order ?? ColumnOrder.Plain(weight.Shape[0]);
        var layer = new PackedLayer(depth, columns.Columns);
        (workers ?? Workers.One).ForRanges(layer.Panels, minimum: 64, (first, last) =>
        {
            fixed (byte* w = weight.Bytes.Span)
            fixed (byte* b = bias is null ? default : bias.Bytes.Span)
            {
                NativeMethods.Pack(
                    (float*)w + columns.First * depth, b is null ? null : (float*)b + columns.First, depth, columns.Columns,
                    columns.Inner, columns.OuterStep, columns.InnerStep, factor,
                    layer._weights.Address, layer._bias.Address, first, last);
            }
        });
        return layer;
    }

    /// <summary>A product with this layer; the caller adds input, rows, output and scratch.</summary>
    public Product Product(InstructionSet instructions) => new()
    {
        Depth = Depth,
        Columns = Columns,
        Weights = _weights.Address,
        Bias = _bias.Address,
        InputStride = Depth,
        OutputStride = 1,
        InstructionSet = instructions,
    };

    public void Dispose()
    {
        _weights.Dispose();
        _bias.Dispose();
    }
}
