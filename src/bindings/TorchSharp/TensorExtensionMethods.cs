using TorchSharp.Modules;

namespace TorchSharp;

public static class TensorExtensionMethods
{
    public static Parameter AsParameter(this torch.Tensor tensor) => new(tensor);

    /// <summary>Bytes in one element.</summary>
    public static int ElementSize(this torch.ScalarType type) => type switch
    {
        torch.ScalarType.Byte or torch.ScalarType.Int8 or torch.ScalarType.Bool or torch.ScalarType.QInt8 or torch.ScalarType.QUInt8 => 1,
        torch.ScalarType.Int16 or torch.ScalarType.Float16 or torch.ScalarType.BFloat16 => 2,
        torch.ScalarType.Int32 or torch.ScalarType.Float32 or torch.ScalarType.QInt32 => 4,
        torch.ScalarType.Int64 or torch.ScalarType.Float64 or torch.ScalarType.ComplexFloat32 => 8,
        _ => 16,
    };

    public static long TotalSize(this IEnumerable<long> shape) => shape.Aggregate(1L, (product, size) => checked(product * size));

    public static torch.Tensor ToTensor<T>(this T[] rawArray, long[] dimensions, bool doCopy = false, bool requires_grad = false) where T : unmanaged
    {
        using var flat = torch.from_array(rawArray);
        return flat.reshape(dimensions).requires_grad_(requires_grad);
    }

    public static bool ToBoolean(this torch.Tensor value) => value.item<bool>();

    public static byte ToByte(this torch.Tensor value) => value.item<byte>();

    public static sbyte ToSByte(this torch.Tensor value) => value.item<sbyte>();

    public static short ToInt16(this torch.Tensor value) => value.item<short>();

    public static int ToInt32(this torch.Tensor value) => value.item<int>();

    public static long ToInt64(this torch.Tensor value) => value.item<long>();

    public static Half ToHalf(this torch.Tensor value) => value.item<Half>();

    public static float ToSingle(this torch.Tensor value) => value.item<float>();

    public static double ToDouble(this torch.Tensor value) => value.item<double>();
}
