using System.Numerics;
using System.Runtime.InteropServices;

namespace T2L.Registry.Map;

/// <summary>The two directions in which vectors differ most (principal components), and where each vector lies along them.</summary>
/// <param name="X">Along the first, of each vector.</param>
/// <param name="Y">Along the second.</param>
/// <param name="Explained">The share of all variation along each, 0 to 1.</param>
/// <remarks>
/// Two directions are turned towards the largest variation again and again (subspace iteration, Golub and Van Loan, section 8.2.4), without a matrix of
/// E × E. Nothing is drawn by chance, and signs are fixed, so the same vectors give the same map.
/// </remarks>
internal sealed record Projection(double[] X, double[] Y, double[] Explained)
{
    private const int MaxRounds = 120;
    private const double Steady = 1e-7;

    /// <summary>Projects.</summary>
    /// <param name="vectors">One a row, N of them; those that are not as long as the first, or not of finite numbers, lie in the middle.</param>
    public static Projection Of(IReadOnlyList<float[]> vectors)
    {
        var size = vectors.FirstOrDefault(vector => vector.Length > 0)?.Length ?? 0;
        var centred = Centred(vectors, size); // [N, E]
        var total = centred.Sum(row => (double)Dot(row, row));
        if (size < 2 || !(total > 0))
            return new Projection(new double[vectors.Count], new double[vectors.Count], [0, 0]);
        float[][] axes = Axes(centred, size);
        var along = Array.ConvertAll(axes, axis => Array.ConvertAll(centred, row => (double)Dot(row, axis)));
        return new Projection(along[0], along[1], Array.ConvertAll(along, numbers => Math.Round(numbers.Sum(number => number * number) / total, 6)));
    }

    // At length 1: embeddings are compared by their directions.
    private static float[][] Centred(IReadOnlyList<float[]> vectors, int size)
    {
        float[]?[] rows = [.. vectors.Select(vector => vector.Length == size ? Search.Direction.Of(vector) : null)];
        var mean = new float[size];
        var count = Math.Max(1, rows.Count(row => row is not null));
        foreach (var row in rows)
            if (row is not null)
                Add(mean, row, 1f / count);
        return Array.ConvertAll(rows, row =>
        {
            if (row is null)
                return new float[size];
            Add(row, mean, -1);
            return row;
        });
    }

    private static float[][] Axes(float[][] rows, int size)
    {
        float[][] axes = [Start(size, 1), Start(size, 2)];
        Straighten(axes);
        for (var round = 0; round < MaxRounds; round++)
        {
            var turned = Array.ConvertAll(axes, axis => Turned(rows, axis));
            Straighten(turned);
            var moved = 1 - Math.Min(Math.Abs(Dot(turned[0], axes[0])), Math.Abs(Dot(turned[1], axes[1])));
            axes = turned;
            if (moved < Steady)
                break;
        }
        Array.ForEach(axes, FixSign);
        return axes;
    }

    // The covariance times an axis: what the rows have along it, put back together.
    private static float[] Turned(float[][] rows, float[] axis)
    {
        var turned = new float[axis.Length];
        foreach (var row in rows)
            Add(turned, row, Dot(row, axis));
        return turned;
    }

    // Both at length 1 and at right angles; the second starts anew where all variation lies along the first.
    private static void Straighten(float[][] axes)
    {
        Normalize(axes[0]);
        Add(axes[1], axes[0], -Dot(axes[0], axes[1]));
        if (Normalize(axes[1]))
            return;
        axes[1] = Start(axes[1].Length, 3);
        Add(axes[1], axes[0], -Dot(axes[0], axes[1]));
        Normalize(axes[1]);
    }

    private static bool Normalize(float[] axis)
    {
        var length = MathF.Sqrt(Dot(axis, axis));
        if (!(length > 1e-20f))
            return false;
        for (var i = 0; i < axis.Length; i++)
            axis[i] /= length;
        return true;
    }

    // Which way an axis points is arbitrary; its largest number is positive here.
    private static void FixSign(float[] axis)
    {
        var largest = axis.MaxBy(Math.Abs);
        if (largest < 0)
            for (var i = 0; i < axis.Length; i++)
                axis[i] = -axis[i];
    }

    // Some direction that no data prefers.
    private static float[] Start(int size, int which)
    {
        var axis = new float[size];
        for (var i = 0; i < size; i++)
            axis[i] = (float)Math.Cos((i + 1) * (which + 0.61803398875));
        return axis;
    }

    private static float Dot(float[] left, float[] right)
    {
        var wideLeft = MemoryMarshal.Cast<float, Vector<float>>(left.AsSpan());
        var wideRight = MemoryMarshal.Cast<float, Vector<float>>(right.AsSpan());
        var sums = Vector<float>.Zero;
        for (var i = 0; i < wideLeft.Length; i++)
            sums += wideLeft[i] * wideRight[i];
        var sum = Vector.Sum(sums);
        for (var i = wideLeft.Length * Vector<float>.Count; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }

    private static void Add(float[] target, float[] source, float scale)
    {
        var wideTarget = MemoryMarshal.Cast<float, Vector<float>>(target.AsSpan());
        var wideSource = MemoryMarshal.Cast<float, Vector<float>>(source.AsSpan());
        for (var i = 0; i < wideTarget.Length; i++)
            wideTarget[i] += wideSource[i] * scale;
        for (var i = wideTarget.Length * Vector<float>.Count; i < target.Length; i++)
            target[i] += source[i] * scale;
    }
}
