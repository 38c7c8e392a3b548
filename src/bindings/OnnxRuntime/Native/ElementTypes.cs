using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>Which C# type stands for which element type.</summary>
internal static class ElementTypes
{
    private static readonly (Type Type, TensorElementType Element)[] Pairs =
    [
        (typeof(float), TensorElementType.Float), (typeof(double), TensorElementType.Double),
        (typeof(Float16), TensorElementType.Float16),
        (typeof(sbyte), TensorElementType.Int8), (typeof(byte), TensorElementType.UInt8),
        (typeof(short), TensorElementType.Int16), (typeof(ushort), TensorElementType.UInt16),
        (typeof(int), TensorElementType.Int32), (typeof(uint), TensorElementType.UInt32),
        (typeof(long), TensorElementType.Int64), (typeof(ulong), TensorElementType.UInt64),
        (typeof(bool), TensorElementType.Bool),
    ];

    public static TensorElementType Of(Type type)
    {
        foreach (var pair in Pairs)
            if (pair.Type == type)
                return pair.Element;
        throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"Tensors of {type.Name} are not supported by this binding.");
    }

    /// <summary>The C# type, or null where this binding has none.</summary>
    public static Type? TypeOf(TensorElementType element)
    {
        foreach (var pair in Pairs)
            if (pair.Element == element)
                return pair.Type;
        return null;
    }
}
