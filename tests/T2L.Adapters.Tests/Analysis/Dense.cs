using T2L.Adapters.Lora;

namespace T2L.Adapters.Tests.Analysis;

/// <summary>ΔW written out, and its measures by their definitions: slow, and independent of what is tested.</summary>
internal static class Dense
{
    internal static double[,] Delta(LoraWeights weights, double scaling)
    {
        var (a, b) = (weights.A.ToFloats(), weights.B.ToFloats());
        int rank = (int)weights.A.Shape[0], columns = (int)weights.A.Shape[1], rows = (int)weights.B.Shape[0];
        var delta = new double[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                for (var k = 0; k < rank; k++)
                    delta[i, j] += scaling * b[(i * rank) + k] * a[(k * columns) + j];
            }
        }

        return delta;
    }

    internal static double Inner(double[,] left, double[,] right) => left.Cast<double>().Zip(right.Cast<double>(), (x, y) => x * y).Sum();

    internal static double Norm(double[,] matrix) => Math.Sqrt(Inner(matrix, matrix));

    /// <summary>Singular values, largest first: one-sided Jacobi turns columns until all are at right angles; their lengths are the values.</summary>
    internal static double[] SingularValues(double[,] matrix)
    {
        int rows = matrix.GetLength(0), columns = matrix.GetLength(1);
        var work = Enumerable.Range(0, columns).Select(j => Enumerable.Range(0, rows).Select(i => matrix[i, j]).ToArray()).ToArray();
        for (var sweep = 0; sweep < 60; sweep++)
        {
            for (var p = 0; p < columns; p++)
            {
                for (var q = p + 1; q < columns; q++)
                    Turn(work[p], work[q]);
            }
        }

        return [.. work.Select(column => Math.Sqrt(column.Sum(x => x * x))).OrderDescending().Take(Math.Min(rows, columns))];
    }

    private static void Turn(double[] p, double[] q)
    {
        var (alpha, beta, gamma) = (p.Sum(x => x * x), q.Sum(x => x * x), p.Zip(q, (x, y) => x * y).Sum());
        if (Math.Abs(gamma) <= 1e-18 * Math.Sqrt(alpha * beta) || gamma == 0)
            return;
        var zeta = (beta - alpha) / (2 * gamma);
        var tangent = (zeta < 0 ? -1 : 1) / (Math.Abs(zeta) + Math.Sqrt(1 + (zeta * zeta)));
        var cosine = 1 / Math.Sqrt(1 + (tangent * tangent));
        for (var i = 0; i < p.Length; i++)
            (p[i], q[i]) = ((cosine * p[i]) - (cosine * tangent * q[i]), (cosine * tangent * p[i]) + (cosine * q[i]));
    }
}
