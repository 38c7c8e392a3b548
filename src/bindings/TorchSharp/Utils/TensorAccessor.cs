using System.Collections;
using TorchSharp.Native;

namespace TorchSharp.Utils;

/// <summary>The elements of a CPU tensor in row-major order, read and written in place.</summary>
public sealed unsafe partial class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly torch.Tensor _tensor;
    private readonly T* _data;

    // Null for a contiguous tensor, whose elements simply follow one another.
    private readonly long[]? _strides;
    private readonly long[] _shape;

    internal TensorAccessor(torch.Tensor tensor)
    {
        if (tensor.device_type != DeviceType.CPU)
            throw new InvalidOperationException($"The tensor is on {tensor.device}; its elements can be read on the CPU only. Call cpu() first.");
        ElementTypes.Require<T>(tensor.dtype);
        _tensor = tensor;
        _shape = tensor.shape;
        _strides = tensor.is_contiguous() ? null : tensor.stride();
        Count = tensor.numel();
        _data = (T*)NativeMethods.t2l_data(tensor.Handle);
        if (_data is null && Count > 0) NativeError.Throw("data");
    }

    public long Count { get; }

    public bool IsReadOnly => false;

    public T this[long index]
    {
        get => _data[Offset(index)];
        set => _data[Offset(index)] = value;
    }

    /// <summary>One element by one index for each dimension, or by its place in row-major order.</summary>
    public T this[params long[] indices]
    {
        get => indices.Length == 1 ? this[indices[0]] : _data[Offset(indices)];
        set => _data[indices.Length == 1 ? Offset(indices[0]) : Offset(indices)] = value;
    }

    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array);
        return array;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    /// <summary>Copies until the tensor or the room ends, whichever is first.</summary>
    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var room = array[arrayIndex..];
        var count = (int)Math.Min(room.Length, Count - tensorIndex);
        if (_strides is null) new ReadOnlySpan<T>(_data + tensorIndex, count).CopyTo(room);
        else for (var i = 0; i < count; i++) room[i] = _data[Offset(tensorIndex + i)];
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var source = array[arrayIndex..];
        var count = (int)Math.Min(source.Length, Count - tensorIndex);
        if (_strides is null) source[..count].CopyTo(new Span<T>(_data + tensorIndex, count));
        else for (var i = 0; i < count; i++) _data[Offset(tensorIndex + i)] = source[i];
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The tensor stays as it is; the accessor owns nothing.</summary>
    public void Dispose() => GC.KeepAlive(_tensor);

    private long Offset(long index)
    {
        if (index < 0 || index >= Count) throw new ArgumentOutOfRangeException(nameof(index), index, $"The tensor has {Count} elements.");
        if (_strides is null) return index;
        long offset = 0;
        for (var i = _shape.Length - 1; i >= 0; i--)
        {
            (index, var position) = Math.DivRem(index, _shape[i]);
            offset += position * _strides[i];
        }
        return offset;
    }

    private long Offset(long[] indices)
    {
        if (indices.Length != _shape.Length)
            throw new ArgumentException($"{indices.Length} indices were given, the tensor has {_shape.Length} dimensions.", nameof(indices));
        long offset = 0;
        for (var i = 0; i < indices.Length; i++)
        {
            if (indices[i] < 0 || indices[i] >= _shape[i]) throw new ArgumentOutOfRangeException(nameof(indices), indices[i], $"Dimension {i} has size {_shape[i]}.");
            offset = offset * (_strides is null ? _shape[i] : 1) + indices[i] * (_strides is null ? 1 : _strides[i]);
        }
        return offset;
    }
}
