using TorchSharp.Native;

namespace TorchSharp;

/// <summary>A number of any element type, as an argument of an operator.</summary>
public sealed class Scalar : IDisposable
{
    private Scalar(ValueTag tag, long bits, torch.ScalarType type)
    {
        Tag = tag;
        Bits = bits;
        Type = type;
    }

    public torch.ScalarType Type { get; }

    internal ValueTag Tag { get; }

    internal long Bits { get; }

    internal double AsDouble => Tag == ValueTag.Double ? BitConverter.Int64BitsToDouble(Bits) : Bits;

    internal long AsInt64 => Tag == ValueTag.Double ? (long)BitConverter.Int64BitsToDouble(Bits) : Bits;

    public static implicit operator Scalar(byte value) => Integer(value, torch.ScalarType.Byte);

    public static implicit operator Scalar(sbyte value) => Integer(value, torch.ScalarType.Int8);

    public static implicit operator Scalar(short value) => Integer(value, torch.ScalarType.Int16);

    public static implicit operator Scalar(int value) => Integer(value, torch.ScalarType.Int32);

    public static implicit operator Scalar(long value) => Integer(value, torch.ScalarType.Int64);

    public static implicit operator Scalar(Half value) => Real((double)value, torch.ScalarType.Float16);

    public static implicit operator Scalar(float value) => Real(value, torch.ScalarType.Float32);

    public static implicit operator Scalar(double value) => Real(value, torch.ScalarType.Float64);

    public static implicit operator Scalar(bool value) => new(ValueTag.Bool, value ? 1 : 0, torch.ScalarType.Bool);

    /// <summary>Nothing is held; present because callers of the official class dispose it.</summary>
    public void Dispose()
    {
    }

    public override string ToString() => Tag == ValueTag.Double ? AsDouble.ToString("R", null) : Bits.ToString(null, null);

    internal static Scalar FromNative(in NativeValue value) => value.Tag switch
    {
        ValueTag.Double => Real(value.Real, torch.ScalarType.Float64),
        ValueTag.Bool => new(ValueTag.Bool, value.Bits, torch.ScalarType.Bool),
        _ => Integer(value.Bits, torch.ScalarType.Int64),
    };

    private static Scalar Integer(long value, torch.ScalarType type) => new(ValueTag.Int, value, type);

    private static Scalar Real(double value, torch.ScalarType type) => new(ValueTag.Double, BitConverter.DoubleToInt64Bits(value), type);
}
