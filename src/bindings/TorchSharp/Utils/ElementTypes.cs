using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Which C# type holds an element of which tensor.</summary>
internal static class ElementTypes
{
    public static ScalarType Of(Type type) => type switch
    {
        _ when type == typeof(float) => ScalarType.Float32,
        _ when type == typeof(double) => ScalarType.Float64,
        _ when type == typeof(long) => ScalarType.Int64,
        _ when type == typeof(int) => ScalarType.Int32,
        _ when type == typeof(short) => ScalarType.Int16,
        _ when type == typeof(sbyte) => ScalarType.Int8,
        _ when type == typeof(byte) => ScalarType.Byte,
        _ when type == typeof(bool) => ScalarType.Bool,
        _ when type == typeof(Half) => ScalarType.Float16,
        _ => throw new ArgumentException($"{type.Name} is not an element type of a tensor."),
    };

    public static void Require<T>(ScalarType actual)
    {
        if (Of(typeof(T)) != actual)
            throw new ArgumentException($"The tensor holds {actual}, {Of(typeof(T))} was asked for. Convert it with to(ScalarType.{Of(typeof(T))}).");
    }
}
