using T2L.Adapters.Storage;

namespace T2L.Adapters;

/// <summary>Writes some of a tensor's bytes.</summary>
/// <param name="offset">Where in the tensor they begin, in bytes.</param>
/// <param name="bytes">To be filled whole, row-major and little-endian.</param>
public delegate void TensorFill(long offset, Span<byte> bytes);

/// <summary>A tensor that need not lie in memory: type, shape, and a way to get its bytes portion by portion while it is written.</summary>
public sealed class TensorSource
{
    private readonly Action<Stream> _write;

    private TensorSource(TensorDType dtype, IReadOnlyList<long> shape, long byteCount, Action<Stream> write)
    {
        DType = dtype;
        Shape = shape;
        ByteCount = byteCount;
        _write = write;
    }

    /// <summary>The element type.</summary>
    public TensorDType DType { get; }

    /// <summary>The dimensions, outermost first; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Length of the tensor.</summary>
    public long ByteCount { get; }

    /// <summary>The number of elements: the product of the dimensions.</summary>
    public long ElementCount => ByteCount / DType.Size();

    /// <summary>A tensor in memory.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <returns>A source of its bytes.</returns>
    public static TensorSource Of(TensorData tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return new TensorSource(tensor.DType, tensor.Shape, tensor.Bytes.Length, stream => stream.Write(tensor.Bytes.Span));
    }

    /// <summary>A tensor whose bytes are made when they are wanted; two portions of 8 MB are in memory at a time.</summary>
    /// <param name="dtype">The element type.</param>
    /// <param name="shape">The dimensions, each 0 or more.</param>
    /// <param name="fill">Makes a portion; called from one thread at a time, in ascending order, once for every byte.</param>
    /// <returns>The source.</returns>
    /// <exception cref="ArgumentException">The dimensions are not those of a tensor.</exception>
    public static TensorSource Of(TensorDType dtype, IReadOnlyList<long> shape, TensorFill fill)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(fill);
        return TensorShape.TryBytes(shape, dtype, out var bytes)
            ? new TensorSource(dtype, new ValueList<long>(shape), bytes, stream => PortionWriter.Write(stream, bytes, fill))
            : throw new ArgumentException($"Shape {TensorShape.Show(shape)} is not that of a tensor.", nameof(shape));
    }

    /// <summary>Type and shape, for messages: <c>F32 [8, 4096]</c>.</summary>
    /// <returns>Type and shape.</returns>
    public override string ToString() => $"{DType.SafetensorsName()} {TensorShape.Show(Shape)}";

    /// <summary>Writes the bytes.</summary>
    /// <param name="stream">Where to; used from one thread at a time, and from none after the return.</param>
    public void WriteTo(Stream stream) => _write(stream);
}
