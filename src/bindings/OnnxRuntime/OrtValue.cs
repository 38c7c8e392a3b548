using System.Buffers;
using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>A tensor that goes into a run or comes out of one. Dispose it: native memory or a pinned array hangs on it.</summary>
public unsafe class OrtValue : IDisposable
{
    private nint _handle;
    private MemoryHandle _pin; // Keeps the caller's array in place for as long as ONNX Runtime may read it.

    /// <summary>Takes over a native value.</summary>
    internal OrtValue(nint handle)
    {
        _handle = handle;
        int kind;
        OrtStatus.Check(OrtApi.GetValueType(handle, &kind));
        OnnxType = (OnnxValueType)kind;
    }

    private OrtValue(nint handle, MemoryHandle pin)
    {
        _handle = handle;
        _pin = pin;
        OnnxType = OnnxValueType.ONNX_TYPE_TENSOR;
    }

    ~OrtValue() => Dispose(disposing: false);

    public OnnxValueType OnnxType { get; }

    public bool IsTensor => OnnxType == OnnxValueType.ONNX_TYPE_TENSOR;

    internal nint Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_handle == 0, this);
            return _handle;
        }
    }

    /// <summary>A tensor over the caller's array, which is pinned and not copied.</summary>
    /// <param name="data">The elements, row-major.</param>
    /// <param name="shape">The dimensions; their product is the number of elements.</param>
    public static OrtValue CreateTensorValueFromMemory<T>(T[] data, long[] shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(shape);
        var element = ElementTypes.Of(typeof(T));
        var pin = data.AsMemory().Pin();
        try
        {
            nint value;
            fixed (long* dimensions = shape)
            {
                OrtStatus.Check(OrtApi.CreateTensorWithDataAsOrtValue(
                    CpuMemory.Info, pin.Pointer, (nuint)data.Length * (nuint)sizeof(T), dimensions, (nuint)shape.Length, (int)element, &value));
            }

            return new OrtValue(value, pin);
        }
        catch
        {
            pin.Dispose();
            throw;
        }
    }

    public OrtTensorTypeAndShapeInfo GetTensorTypeAndShape()
    {
        if (!IsTensor)
            throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"This value is {OnnxType}, not a tensor.");
        nint info;
        OrtStatus.Check(OrtApi.GetTensorTypeAndShape(Pointer, &info));
        try
        {
            return new OrtTensorTypeAndShapeInfo(info);
        }
        finally
        {
            OrtApi.ReleaseTensorTypeAndShapeInfo(info);
        }
    }

    /// <summary>The elements where they lie; valid until this value is disposed.</summary>
    public ReadOnlySpan<T> GetTensorDataAsSpan<T>()
        where T : unmanaged => GetTensorMutableDataAsSpan<T>();

    /// <summary>The elements where they lie; valid until this value is disposed.</summary>
    public Span<T> GetTensorMutableDataAsSpan<T>()
        where T : unmanaged
    {
        var info = GetTensorTypeAndShape();
        if (info.ElementDataType != ElementTypes.Of(typeof(T)))
            throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"This tensor holds {info.ElementDataType}, not {typeof(T).Name}.");
        void* data;
        OrtStatus.Check(OrtApi.GetTensorMutableData(Pointer, &data));
        return new Span<T>(data, checked((int)info.ElementCount));
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (_handle == 0)
            return;
        OrtApi.ReleaseValue(_handle);
        _handle = 0;
        _pin.Dispose();
    }
}
