using T2L.Adapters;
using static TorchSharp.torch;

namespace T2L.Models;

/// <summary>Between tensors at rest and tensors that compute. Each direction copies once.</summary>
public static class TensorBridge
{
    /// <summary>A tensor with a copy of these numbers.</summary>
    /// <param name="data">The numbers.</param>
    /// <param name="device">Where to; default the CPU.</param>
    /// <param name="dtype">As what; default as they are. Widening is exact, narrowing rounds to nearest even.</param>
    public static Tensor ToTensor(this TensorData data, Device? device = null, ScalarType? dtype = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        using var scope = NewDisposeScope();
        var tensor = empty([.. data.Shape], dtype: data.DType.ToScalarType());
        if (data.ElementCount > 0)
            tensor.bytes = data.Bytes.ToArray();
        return tensor.to(dtype ?? tensor.dtype).to(device ?? CPU).MoveToOuterDisposeScope();
    }

    /// <summary>A copy of a tensor's numbers, on the host.</summary>
    /// <param name="tensor">On any device, contiguous or not; in one of the types of <see cref="TensorDType"/>.</param>
    public static TensorData ToTensorData(this Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        using var scope = NewDisposeScope();
        var host = tensor.detach().cpu().contiguous();
        return new TensorData(host.dtype.ToTensorDType(), host.shape, host.NumberOfElements == 0 ? [] : host.bytes.ToArray());
    }

    /// <summary>The tensor engine's name of an element type.</summary>
    public static ScalarType ToScalarType(this TensorDType dtype) => dtype switch
    {
        TensorDType.F64 => ScalarType.Float64,
        TensorDType.F32 => ScalarType.Float32,
        TensorDType.F16 => ScalarType.Float16,
        TensorDType.BF16 => ScalarType.BFloat16,
        TensorDType.I64 => ScalarType.Int64,
        TensorDType.I32 => ScalarType.Int32,
        TensorDType.I16 => ScalarType.Int16,
        TensorDType.I8 => ScalarType.Int8,
        TensorDType.U8 => ScalarType.Byte,
        TensorDType.Bool => ScalarType.Bool,
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "No such dtype."),
    };

    /// <summary>The name at rest of the tensor engine's element type.</summary>
    /// <exception cref="ArgumentException">Complex and quantized numbers are not kept at rest.</exception>
    public static TensorDType ToTensorDType(this ScalarType type) => type switch
    {
        ScalarType.Float64 => TensorDType.F64,
        ScalarType.Float32 => TensorDType.F32,
        ScalarType.Float16 => TensorDType.F16,
        ScalarType.BFloat16 => TensorDType.BF16,
        ScalarType.Int64 => TensorDType.I64,
        ScalarType.Int32 => TensorDType.I32,
        ScalarType.Int16 => TensorDType.I16,
        ScalarType.Int8 => TensorDType.I8,
        ScalarType.Byte => TensorDType.U8,
        ScalarType.Bool => TensorDType.Bool,
        _ => throw new ArgumentException($"{type} has no form at rest.", nameof(type)),
    };
}
