namespace T2L.Hypernetwork.Kernels;

/// <summary>A block of float32 numbers outside the managed heap: aligned to 64 bytes, on large pages when it is large. Not cleared.</summary>
internal sealed unsafe class NativeFloats : IDisposable
{
    private float* _address;

    public NativeFloats(long count)
    {
        _address = (float*)NativeMethods.Allocate(checked(count * sizeof(float)));
        if (_address is null)
            throw new InsufficientMemoryException($"The hypernetwork needs {count * sizeof(float)} bytes more than there are.");
        Count = count;
        GC.AddMemoryPressure(Count * sizeof(float));
    }

    ~NativeFloats() => Free();

    public long Count { get; }

    public float* Address
    {
        get
        {
            ObjectDisposedException.ThrowIf(_address is null, this);
            return _address;
        }
    }

    /// <summary>The block as a span; only for blocks of fewer than 2^31 numbers.</summary>
    public Span<float> Span => new(Address, checked((int)Count));

    public static NativeFloats Of(ReadOnlySpan<float> values)
    {
        var block = new NativeFloats(values.Length);
        values.CopyTo(block.Span);
        return block;
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_address is null)
            return;
        NativeMethods.Free(_address);
        _address = null;
        GC.RemoveMemoryPressure(Count * sizeof(float));
    }
}
