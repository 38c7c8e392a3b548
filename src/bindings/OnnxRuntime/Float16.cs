namespace Microsoft.ML.OnnxRuntime;

/// <summary>A 16-bit IEEE float, as ONNX Runtime stores it.</summary>
public readonly struct Float16(ushort v) : IEquatable<Float16>
{
#pragma warning disable CA1051 // A field in the official type too.
    public readonly ushort value = v;
#pragma warning restore CA1051

    public float ToFloat() => (float)BitConverter.UInt16BitsToHalf(value);

    public bool Equals(Float16 other) => value == other.value;

    public override bool Equals(object? obj) => obj is Float16 other && Equals(other);

    public override int GetHashCode() => value;

    public static bool operator ==(Float16 left, Float16 right) => left.Equals(right);

    public static bool operator !=(Float16 left, Float16 right) => !left.Equals(right);

    public static explicit operator Float16(float value) => new(BitConverter.HalfToUInt16Bits((Half)value));

    public static explicit operator float(Float16 value) => value.ToFloat();
}
