using System.Runtime.InteropServices;

namespace T2L.Adapters;

/// <summary>A tensor on the host: element type, shape, and its elements in row-major order as little-endian bytes.</summary>
/// <remarks>Two of them are equal when type, shape and bytes are.</remarks>
public sealed record TensorData
{
    /// <summary>Wraps bytes as a tensor; the bytes are not copied.</summary>
    /// <param name="dtype">The element type.</param>
    /// <param name="shape">The dimensions, each 0 or more; empty for a scalar.</param>
    /// <param name="bytes">The elements, row-major, little-endian.</param>
    /// <exception cref="ArgumentException">Shape and type do not need exactly these many bytes.</exception>
    public TensorData(TensorDType dtype, IReadOnlyList<long> shape, ReadOnlyMemory<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (!TensorShape.TryBytes(shape, dtype, out var expected))
            throw new ArgumentException($"Shape {TensorShape.Show(shape)} is not that of a tensor.", nameof(shape));
        if (expected != bytes.Length)
        {
            throw new ArgumentException(
                $"Shape {TensorShape.Show(shape)} of {dtype.SafetensorsName()} needs {expected} bytes, got {bytes.Length}.", nameof(bytes));
        }

        DType = dtype;
        Shape = new ValueList<long>(shape);
        Bytes = bytes;
    }

    /// <summary>The element type.</summary>
    public TensorDType DType { get; }

    /// <summary>The dimensions, outermost first; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The elements, row-major, little-endian.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The number of elements: the product of the dimensions.</summary>
    public long ElementCount => Bytes.Length / DType.Size();

    /// <summary>A float32 tensor with a copy of <paramref name="values"/>.</summary>
    /// <param name="values">The elements, row-major.</param>
    /// <param name="shape">The dimensions; their product is the number of values.</param>
    /// <returns>The tensor, F32.</returns>
    /// <exception cref="ArgumentException">The dimensions do not multiply to the number of values.</exception>
    public static TensorData FromFloats(ReadOnlySpan<float> values, params long[] shape) =>
        new(TensorDType.F32, shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>An int64 tensor with a copy of <paramref name="values"/>.</summary>
    /// <param name="values">The elements, row-major.</param>
    /// <param name="shape">The dimensions; their product is the number of values.</param>
    /// <returns>The tensor, I64.</returns>
    /// <exception cref="ArgumentException">The dimensions do not multiply to the number of values.</exception>
    public static TensorData FromInt64s(ReadOnlySpan<long> values, params long[] shape) =>
        new(TensorDType.I64, shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>The elements of a floating-point tensor as float32; F64 is rounded, the others are exact.</summary>
    /// <returns>A new array, row-major.</returns>
    /// <exception cref="InvalidOperationException">The element type is not a floating-point type.</exception>
    public float[] ToFloats()
    {
        var floats = new float[ElementCount];
        FloatConversion.ToFloats(DType, Bytes.Span, floats);
        return floats;
    }

    /// <summary>Some elements of a floating-point tensor as float32.</summary>
    /// <param name="start">The first, in row-major order.</param>
    /// <param name="floats">Takes as many as it is long.</param>
    internal void ToFloats(long start, Span<float> floats)
    {
        var size = DType.Size();
        FloatConversion.ToFloats(DType, Bytes.Span.Slice(checked((int)(start * size)), floats.Length * size), floats);
    }

    /// <summary>The elements of an integer or boolean tensor as int64.</summary>
    /// <returns>A new array, row-major.</returns>
    /// <exception cref="InvalidOperationException">The element type is not an integer or boolean type.</exception>
    public long[] ToInt64s() => IntegerConversion.ToInt64s(DType, Bytes.Span);

    /// <summary>The same numbers in another floating-point type, rounded to nearest even where it holds fewer digits.</summary>
    /// <param name="dtype">F64, F32, F16 or BF16.</param>
    /// <returns>This tensor when it has the type already, else a new one.</returns>
    /// <exception cref="InvalidOperationException">This tensor or the wanted type is not floating-point.</exception>
    public TensorData To(TensorDType dtype) =>
        dtype == DType ? this : new TensorData(dtype, Shape, FloatConversion.FromFloats(dtype, ToFloats()));

    /// <inheritdoc/>
    public bool Equals(TensorData? other) =>
        other is not null && DType == other.DType && Shape.Equals(other.Shape) && Bytes.Span.SequenceEqual(other.Bytes.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(DType);
        hash.Add(Shape);
        hash.AddBytes(Bytes.Span[..Math.Min(Bytes.Length, 64)]);
        return hash.ToHashCode();
    }

    /// <summary>Type and shape, for messages: <c>F32 [8, 4096]</c>.</summary>
    /// <returns>Type and shape.</returns>
    public override string ToString() => $"{DType.SafetensorsName()} {TensorShape.Show(Shape)}";
}
