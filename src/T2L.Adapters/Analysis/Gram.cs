using System.Numerics.Tensors;

namespace T2L.Adapters.Analysis;

/// <summary>
/// The products of a matrix with itself, summed in double. Read from the stored bytes piece by piece: every adapter that is published passes here, and copies of its factors would
/// cost more than the sums.
/// </summary>
internal static class Gram
{
    private const int PieceNumbers = 4096; // of doubles: what the nearest cache holds
    private const int ShortestPiece = 32;

    /// <summary>M·Mᵀ.</summary>
    /// <param name="matrix">M, shape [n, length].</param>
    /// <returns>Shape [n, n].</returns>
    public static double[,] OfRows(TensorData matrix)
    {
        var (count, length) = ((int)matrix.Shape[0], (int)matrix.Shape[1]);
        var most = PieceLength(count);
        var (products, floats, piece) = (new double[count, count], new float[most], new double[count * most]);
        for (var start = 0; start < length; start += most)
        {
            var width = Math.Min(most, length - start);
            for (var row = 0; row < count; row++)
            {
                matrix.ToFloats(((long)row * length) + start, floats.AsSpan(0, width));
                TensorPrimitives.ConvertChecked(floats.AsSpan(0, width), piece.AsSpan(row * width, width));
            }
            Add(products, piece, width);
        }

        return products;
    }

    /// <summary>Mᵀ·M.</summary>
    /// <param name="matrix">M, shape [length, n].</param>
    /// <returns>Shape [n, n].</returns>
    public static double[,] OfColumns(TensorData matrix)
    {
        var (length, count) = ((int)matrix.Shape[0], (int)matrix.Shape[1]);
        var most = PieceLength(count);
        var (products, floats, piece) = (new double[count, count], new float[count * most], new double[count * most]);
        for (var start = 0; start < length; start += most)
        {
            var width = Math.Min(most, length - start);
            matrix.ToFloats((long)start * count, floats.AsSpan(0, width * count));
            for (var i = 0; i < width; i++)
            {
                for (var j = 0; j < count; j++)
                    piece[(j * width) + i] = floats[(i * count) + j];
            }
            Add(products, piece, width);
        }

        return products;
    }

    private static int PieceLength(int count) => Math.Max(ShortestPiece, PieceNumbers / Math.Max(1, count));

    private static void Add(double[,] products, double[] piece, int width)
    {
        for (var i = 0; i < products.GetLength(0); i++)
        {
            for (var j = 0; j <= i; j++)
                products[j, i] = products[i, j] += TensorPrimitives.Dot<double>(piece.AsSpan(i * width, width), piece.AsSpan(j * width, width));
        }
    }
}
