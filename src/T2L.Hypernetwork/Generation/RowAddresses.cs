namespace T2L.Hypernetwork.Generation;

/// <summary>A list of row addresses that stays where it is, as the kernels take it.</summary>
internal sealed unsafe class RowAddresses(int capacity)
{
    private readonly nint[] _addresses = GC.AllocateUninitializedArray<nint>(Math.Max(capacity, 1), pinned: true);

    /// <summary>The list; valid while this object is reachable.</summary>
    public float** Address => (float**)System.Runtime.CompilerServices.Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_addresses));

    public float* this[int row]
    {
        get => (float*)_addresses[row];
        set => _addresses[row] = (nint)value;
    }

    /// <summary>Rows that follow each other.</summary>
    public RowAddresses Fill(float* first, int rows, long stride)
    {
        for (var i = 0; i < rows; i++)
            this[i] = first + i * stride;
        return this;
    }
}
