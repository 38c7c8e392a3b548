using System.Numerics;
using System.Runtime.InteropServices;

namespace T2L.Adapters.Analysis;

/// <summary>Products of all rows of one matrix with all rows of another: what every measure of B·A is made of, without B·A itself.</summary>
internal static class Rows
{
    /// <summary>left · rightᵀ, summed in double.</summary>
    /// <param name="left">Shape [m, length], row-major.</param>
    /// <param name="right">Shape [n, length], row-major.</param>
    /// <param name="length">Length of a row.</param>
    /// <returns>Shape [m, n].</returns>
    public static double[,] Products(ReadOnlySpan<float> left, ReadOnlySpan<float> right, int length)
    {
        var products = new double[left.Length / length, right.Length / length];
        for (var i = 0; i < products.GetLength(0); i++)
        {
            for (var j = 0; j < products.GetLength(1); j++)
                products[i, j] = Dot(left.Slice(i * length, length), right.Slice(j * length, length));
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

    // float32 products added up in float32 would lose the small singular values.
    private static double Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var a = MemoryMarshal.Cast<float, Vector<float>>(left);
        var b = MemoryMarshal.Cast<float, Vector<float>>(right);
        var (low, high) = (Vector<double>.Zero, Vector<double>.Zero);
        for (var i = 0; i < a.Length; i++)
        {
            Vector.Widen(a[i], out var lowA, out var highA);
            Vector.Widen(b[i], out var lowB, out var highB);
            low += lowA * lowB;
            high += highA * highB;
        }

        var sum = Vector.Sum(low + high);
        for (var i = a.Length * Vector<float>.Count; i < left.Length; i++)
            sum += (double)left[i] * right[i];
        return sum;
    }
}
