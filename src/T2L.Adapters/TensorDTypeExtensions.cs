namespace T2L.Adapters;

/// <summary>Facts about element types.</summary>
public static class TensorDTypeExtensions
{
    /// <summary>Bytes of one element: 1, 2, 4 or 8.</summary>
    /// <param name="dtype">The element type.</param>
    /// <returns>Bytes of one element.</returns>
    public static int Size(this TensorDType dtype) => dtype switch
    {
        TensorDType.F64 or TensorDType.I64 => 8,
        TensorDType.F32 or TensorDType.I32 => 4,
        TensorDType.F16 or TensorDType.BF16 or TensorDType.I16 => 2,
        TensorDType.I8 or TensorDType.U8 or TensorDType.Bool => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "No such dtype."),
    };

    /// <summary>The name in safetensors headers: <c>F32</c>, <c>BF16</c>, <c>BOOL</c> and so on.</summary>
    /// <param name="dtype">The element type.</param>
    /// <returns>The name, in capitals.</returns>
    public static string SafetensorsName(this TensorDType dtype) => dtype == TensorDType.Bool ? "BOOL" : dtype.ToString();

    /// <summary>Whether elements are floating-point numbers.</summary>
    /// <param name="dtype">The element type.</param>
    /// <returns>True for F64, F32, F16 and BF16.</returns>
    public static bool IsFloatingPoint(this TensorDType dtype) => dtype <= TensorDType.BF16;

    /// <summary>All safetensors names, for messages.</summary>
    internal static string SafetensorsNames { get; } =
        string.Join(", ", Enum.GetValues<TensorDType>().Select(d => d.SafetensorsName()));

    /// <summary>The element type that safetensors headers call <paramref name="name"/>.</summary>
    internal static bool TryParseSafetensors(string? name, out TensorDType dtype)
    {
        dtype = default;
        foreach (var candidate in Enum.GetValues<TensorDType>())
        {
            if (candidate.SafetensorsName() != name)
                continue;
            dtype = candidate;
            return true;
        }

        return false;
    }
}
