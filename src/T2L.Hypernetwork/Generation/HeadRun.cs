using T2L.Hypernetwork.Kernels;

namespace T2L.Hypernetwork.Generation;

/// <summary>The row addresses of one head's product: outputs, and where corrections stand for them.</summary>
internal sealed class HeadRows(int capacity)
{
    public RowAddresses Output { get; } = new(capacity);

    public RowAddresses Scale { get; } = new(capacity);

    public RowAddresses Shift { get; } = new(capacity);
}

/// <summary>One head's product for one group of descriptions.</summary>
internal sealed unsafe class HeadRun(CpuHead head, HeadRows rows, InstructionSet instructions)
{
    /// <summary>Columns are handed to threads in portions of this many panels: a third of a millisecond for 32 rows.</summary>
    public const int PanelsPerTask = 32;

    // Results beyond this size go past the caches: reading lines only to overwrite them would cost a quarter of the time on two cores.
    private const long StreamingBytes = 4 << 20;

    private Product _product;

    /// <summary>Points the product at its input and at the adapters of the group.</summary>
    public void Aim(CpuWorkspace workspace, AdapterMemory[] group, CpuCorrections corrections)
    {
        var layout = group[0].Layout;
        var row = 0;
        foreach (var adapter in group)
        {
            for (var layer = 0; layer < layout.Config.Layers; layer++)
            {
                for (var rank = 0; rank < workspace.Ranks; rank++, row++)
                    Aim(row, head.Offset(layout, layer, rank), adapter, corrections);
            }
        }

        _product = head.Layer.Product(instructions);
        _product.Input = workspace.HeadInput(head.Module, head.IsA);
        _product.Rows = row;
        _product.Output = rows.Output.Address;
        _product.Scale = corrections.Scale is null ? null : rows.Scale.Address;
        _product.Shift = corrections.Shift is null ? null : rows.Shift.Address;
        _product.OutputStride = head.OutputStride;
        _product.Streaming = layout.Count * sizeof(float) * group.Length >= StreamingBytes ? 1 : 0;
    }

    public void Run(long firstPanel, long lastPanel, NativeFloats scratch)
    {
        var product = _product;
        product.Scratch = scratch.Address;
        NativeMethods.Run(&product, firstPanel, lastPanel);
    }

    private void Aim(int row, long offset, AdapterMemory adapter, CpuCorrections corrections)
    {
        rows.Output[row] = adapter.Address + offset;
        if (corrections.Scale is not null)
            rows.Scale[row] = corrections.Scale.Address + offset;
        if (corrections.Shift is not null)
            rows.Shift[row] = corrections.Shift.Address + offset;
    }
}
