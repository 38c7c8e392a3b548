using System.Runtime.InteropServices;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Tensors from C# numbers, arrays and lists; all but <see cref="OverArray"/> copy.</summary>
internal static unsafe class ArrayFactory
{
    public static Tensor FromScalar<T>(T value, ScalarType? dtype, Device? device, bool requiresGrad) where T : unmanaged =>
        FromSpan(new ReadOnlySpan<T>(in value), [], dtype, device, requiresGrad);

    public static Tensor FromList<T>(IList<T> values, ReadOnlySpan<long> shape, ScalarType? dtype, Device? device, bool requiresGrad) where T : unmanaged =>
        FromSpan<T>(values as T[] ?? [.. values], shape, dtype, device, requiresGrad);

    public static Tensor FromSpan<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> shape, ScalarType? dtype, Device? device, bool requiresGrad) where T : unmanaged
    {
        fixed (T* data = values)
            return Finish(Copy(data, (long)values.Length * sizeof(T), shape, ElementTypes.Of(typeof(T))), dtype, device, requiresGrad);
    }

    /// <summary>An array of any rank keeps its shape.</summary>
    public static Tensor FromArray(Array values, ScalarType? dtype, Device? device, bool requiresGrad)
    {
        var type = ElementTypes.Of(values.GetType().GetElementType()!);
        var shape = new long[values.Rank];
        for (var i = 0; i < shape.Length; i++) shape[i] = values.GetLongLength(i);
        fixed (byte* data = &MemoryMarshal.GetArrayDataReference(values))
            return Finish(Copy(data, values.LongLength * type.ElementSize(), shape, type), dtype, device, requiresGrad);
    }

    public static Tensor OverArray(Array values, ScalarType dtype, long count, long offset)
    {
        var size = dtype.ElementSize();
        var room = Buffer.ByteLength(values) - offset;
        var length = count < 0 ? room / size : count;
        if (offset < 0 || length * size > room)
            throw new ArgumentException($"{length} elements of {size} bytes from byte {offset} do not fit the array of {Buffer.ByteLength(values)} bytes.", nameof(values));
        var pinned = GCHandle.Alloc(values, GCHandleType.Pinned);
        var handle = NativeMethods.t2l_from_blob((byte*)pinned.AddrOfPinnedObject() + offset, &length, 1, (int)dtype, &Unpin, GCHandle.ToIntPtr(pinned));
        if (handle != 0) return new Tensor(handle);
        pinned.Free();
        NativeError.Throw(nameof(frombuffer));
        return null;
    }

    [UnmanagedCallersOnly]
    private static void Unpin(nint handle) => GCHandle.FromIntPtr(handle).Free();

    private static Tensor Copy(void* data, long bytes, ReadOnlySpan<long> shape, ScalarType type)
    {
        fixed (long* sizes = shape)
            return new Tensor(NativeError.Check(NativeMethods.t2l_from_data(data, bytes, sizes, shape.Length, (int)type), nameof(tensor)));
    }

    private static Tensor Finish(Tensor made, ScalarType? dtype, Device? device, bool requiresGrad)
    {
        device ??= get_default_device();
        if ((dtype ?? made.dtype) != made.dtype || device.type != DeviceType.CPU)
            made = made.to(dtype ?? made.dtype, device, disposeAfter: true);
        return made.RequireGradIf(requiresGrad);
    }
}
