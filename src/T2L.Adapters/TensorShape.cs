using System.Globalization;

namespace T2L.Adapters;

/// <summary>Arithmetic on shapes that notices overflow.</summary>
internal static class TensorShape
{
    /// <summary>More dimensions than any tensor has that means no harm (PyTorch's own operators stop at 64).</summary>
    public const int MaxDimensions = 64;

    /// <summary>The number of elements; false where a dimension is negative or the product leaves 63 bits.</summary>
    public static bool TryCount(IReadOnlyList<long> shape, out long count)
    {
        count = 1;
        foreach (var dimension in shape)
        {
            if (dimension < 0 || (dimension != 0 && count > long.MaxValue / dimension))
                return false;
            count *= dimension;
        }

        return true;
    }

    /// <summary>The number of bytes; false as for <see cref="TryCount"/>.</summary>
    public static bool TryBytes(IReadOnlyList<long> shape, TensorDType dtype, out long bytes)
    {
        bytes = 0;
        if (!TryCount(shape, out var count) || count > long.MaxValue / dtype.Size())
            return false;
        bytes = count * dtype.Size();
        return true;
    }

    /// <summary>A shape as people write it: <c>[8, 4096]</c>.</summary>
    public static string Show(IReadOnlyList<long> shape) =>
        $"[{string.Join(", ", shape.Select(d => d.ToString(CultureInfo.InvariantCulture)))}]";
}
