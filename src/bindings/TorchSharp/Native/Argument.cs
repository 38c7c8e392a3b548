using System.Runtime.CompilerServices;

namespace TorchSharp.Native;

/// <summary>One argument of an operator, made by implicit conversion so that a call reads like the operator's schema.</summary>
internal readonly struct Argument
{
    public readonly ValueTag Tag;

    /// <summary>The index of a device; unused otherwise.</summary>
    public readonly int Index;

    public readonly long Bits;

    /// <summary>The tensor, generator, array or string behind the value; also keeps it alive during the call.</summary>
    public readonly object? Reference;

    private Argument(ValueTag tag, long bits, object? reference = null, int index = 0)
    {
        Tag = tag;
        Bits = bits;
        Reference = reference;
        Index = index;
    }

    /// <summary>Leaves the choice to the operator's schema.</summary>
    public static Argument Default => new(ValueTag.SchemaDefault, 0);

    public static Argument None => default;

    /// <summary>A list in which null stands for "no tensor", as in indexing.</summary>
    public static Argument Optional(torch.Tensor?[] tensors) => new(ValueTag.OptionalTensorList, 0, tensors);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Argument(torch.Tensor? value) => value is null ? default : new(ValueTag.Tensor, 0, value);

    public static implicit operator Argument(long value) => new(ValueTag.Int, value);

    public static implicit operator Argument(int value) => new(ValueTag.Int, value);

    public static implicit operator Argument(long? value) => value is long number ? new(ValueTag.Int, number) : default;

    public static implicit operator Argument(double value) => new(ValueTag.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Argument(double? value) => value is double number ? (Argument)number : default;

    public static implicit operator Argument(bool value) => new(ValueTag.Bool, value ? 1 : 0);

    public static implicit operator Argument(bool? value) => value is bool flag ? (Argument)flag : default;

    public static implicit operator Argument(string? value) => value is null ? default : new(ValueTag.String, 0, value);

    public static implicit operator Argument(long[]? value) => value is null ? default : new(ValueTag.IntList, 0, value);

    public static implicit operator Argument(double[]? value) => value is null ? default : new(ValueTag.DoubleList, 0, value);

    public static implicit operator Argument(torch.Tensor[] value) => new(ValueTag.TensorList, 0, value);

    public static implicit operator Argument(torch.ScalarType value) => new(ValueTag.Int, (long)value);

    public static implicit operator Argument(torch.ScalarType? value) => value is torch.ScalarType type ? (Argument)type : default;

    public static implicit operator Argument(torch.Device? value) => value is null ? default : new(ValueTag.Device, (long)value.type, null, value.index);

    public static implicit operator Argument(torch.Generator? value) => value is null ? default : new(ValueTag.Generator, 0, value);

    public static implicit operator Argument(Scalar? value) => value is null ? default : new(value.Tag, value.Bits);
}
