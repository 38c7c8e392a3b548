using System.Numerics;
using System.Numerics.Tensors;

namespace T2L.Registry.Search;

/// <summary>Vectors of length 1, and what is lost when their numbers are rounded to a few bits.</summary>
internal static class Direction
{
    /// <summary>The vector at length 1; null for one that has no direction, or numbers that are not finite.</summary>
    public static float[]? Of(ReadOnlySpan<float> vector)
    {
        var length = Math.Sqrt(Dot(vector, vector));
        if (length == 0 || !double.IsFinite(length))
            return null;
        var direction = new float[vector.Length];
        for (var i = 0; i < direction.Length; i++)
            direction[i] = (float)(vector[i] / length);
        return direction;
    }

    /// <summary>Cosine of two vectors of whatever length, in double precision.</summary>
    public static double Cosine(ReadOnlySpan<float> left, ReadOnlySpan<float> right) =>
        Dot(left, right) / Math.Max(Math.Sqrt(Dot(left, left) * Dot(right, right)), double.Epsilon);

    /// <summary>Rounds a vector to a grid that has <paramref name="most"/> steps on either side of zero.</summary>
    /// <returns>What one step is worth.</returns>
    public static float Round<T>(ReadOnlySpan<float> vector, Span<T> code, int most)
        where T : struct, IBinaryInteger<T>
    {
        var step = MathF.Abs(TensorPrimitives.MaxMagnitude(vector)) / most;
        for (var i = 0; i < vector.Length; i++)
            code[i] = T.CreateSaturating(MathF.Round(vector[i] / step)); // of a vector of zeros, 0
        return step;
    }

    /// <summary>Length of what lies across a <see cref="Subspace"/>, at least.</summary>
    /// <param name="vector">Shape [E].</param>
    /// <param name="head">Its numbers along the subspace, shape [H].</param>
    public static float Rest(ReadOnlySpan<float> vector, ReadOnlySpan<float> head) => (float)Math.Sqrt(Math.Max(0, Dot(vector, vector) - Dot(head, head)));

    /// <summary>The distance between a vector and its point of the grid.</summary>
    public static float Error<T>(ReadOnlySpan<float> direction, ReadOnlySpan<T> code, float step)
        where T : struct, IBinaryInteger<T>
    {
        var sum = 0.0;
        for (var i = 0; i < direction.Length; i++)
        {
            var off = direction[i] - ((double)step * int.CreateChecked(code[i]));
            sum += off * off;
        }
        return (float)Math.Sqrt(sum);
    }

    private static double Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
            sum += (double)left[i] * right[i];
        return sum;
    }
}
