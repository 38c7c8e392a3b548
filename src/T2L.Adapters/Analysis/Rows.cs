using System.Numerics.Tensors;

namespace T2L.Adapters.Analysis;

/// <summary>Products of all rows of one matrix with all rows of another: what every measure of B·A is made of, without B·A itself.</summary>
/// <remarks>Summed in double: float32 products added up in float32 would lose the small singular values. Rows are widened piece by piece, once for all their partners.</remarks>
internal static class Rows
{
    private const int PieceLength = 512; // eight rows of doubles fit the nearest cache

    /// <summary>left · rightᵀ.</summary>
    /// <param name="left">Shape [m, length], row-major.</param>
    /// <param name="right">Shape [n, length], row-major.</param>
    /// <param name="length">Length of a row.</param>
    /// <returns>Shape [m, n].</returns>
    public static double[,] Products(ReadOnlySpan<float> left, ReadOnlySpan<float> right, int length)
    {
        var products = new double[left.Length / length, right.Length / length];
        var (ones, others) = (new double[products.GetLength(0) * PieceLength], new double[products.GetLength(1) * PieceLength]);
        for (var start = 0; start < length; start += PieceLength)
        {
            var width = Math.Min(PieceLength, length - start);
            Widen(left, length, start, width, ones);
            Widen(right, length, start, width, others);
            for (var i = 0; i < products.GetLength(0); i++)
            {
                for (var j = 0; j < products.GetLength(1); j++)
                    products[i, j] += Dot(ones, i, others, j, width);
            }
        }

        return products;
    }

    /// <summary>The columns of a matrix as rows.</summary>
    /// <param name="values">Shape [rows, columns], row-major.</param>
    /// <param name="columns">Number of columns.</param>
    /// <returns>Shape [columns, rows].</returns>
    public static float[] Transposed(ReadOnlySpan<float> values, int columns)
    {
        var rows = values.Length / columns;
        var turned = new float[values.Length];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                turned[(j * rows) + i] = values[(i * columns) + j];
        }

        return turned;
    }

    private static void Widen(ReadOnlySpan<float> rows, int length, int start, int width, double[] piece)
    {
        for (var row = 0; row < rows.Length / length; row++)
            TensorPrimitives.ConvertChecked(rows.Slice((row * length) + start, width), piece.AsSpan(row * width, width));
    }

    private static double Dot(double[] left, int i, double[] right, int j, int width) =>
        TensorPrimitives.Dot<double>(left.AsSpan(i * width, width), right.AsSpan(j * width, width));
}
