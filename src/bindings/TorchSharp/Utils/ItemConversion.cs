using System.Runtime.CompilerServices;

namespace TorchSharp;

/// <summary>Turns the number that libtorch returned into the C# type that was asked for.</summary>
internal static class ItemConversion
{
    public static T To<T>(Scalar value) where T : unmanaged
    {
        if (typeof(T) == typeof(float)) return As<float, T>((float)value.AsDouble);
        if (typeof(T) == typeof(double)) return As<double, T>(value.AsDouble);
        if (typeof(T) == typeof(Half)) return As<Half, T>((Half)value.AsDouble);
        if (typeof(T) == typeof(long)) return As<long, T>(value.AsInt64);
        if (typeof(T) == typeof(int)) return As<int, T>(checked((int)value.AsInt64));
        if (typeof(T) == typeof(short)) return As<short, T>(checked((short)value.AsInt64));
        if (typeof(T) == typeof(sbyte)) return As<sbyte, T>(checked((sbyte)value.AsInt64));
        if (typeof(T) == typeof(byte)) return As<byte, T>(checked((byte)value.AsInt64));
        if (typeof(T) == typeof(bool)) return As<bool, T>(value.AsInt64 != 0);
        throw new ArgumentException($"An item cannot be read as {typeof(T).Name}; expected a number or bool.");
    }

    private static TTo As<TFrom, TTo>(TFrom value) where TFrom : unmanaged where TTo : unmanaged => Unsafe.As<TFrom, TTo>(ref value);
}
