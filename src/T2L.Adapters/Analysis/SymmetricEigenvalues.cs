namespace T2L.Adapters.Analysis;

/// <summary>The eigenvalues of a symmetric matrix: Householder reflections make it tridiagonal, shifted QL steps make that diagonal.</summary>
/// <remarks>Golub and Van Loan, Matrix Computations, sections 8.3 and 8.4 (4/3 n³ operations for the first part, few for the second).</remarks>
internal static class SymmetricEigenvalues
{
    private const int MostSteps = 60;

    /// <summary>The eigenvalues, in no order.</summary>
    /// <param name="matrix">Symmetric; it is used up.</param>
    public static double[] Of(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var (diagonal, beside) = (new double[n], new double[n]);
        for (var k = 0; k < n - 1; k++)
            beside[k] = Reflect(matrix, k);
        for (var k = 0; k < n; k++)
            diagonal[k] = matrix[k, k];
        for (var first = 0; first < n; first++)
            Settle(diagonal, beside, first);
        return diagonal;
    }

    // Clears column k below the first subdiagonal and gives what stays there.
    private static double Reflect(double[,] a, int k)
    {
        var n = a.GetLength(0);
        double square = 0;
        for (var i = k + 1; i < n; i++)
            square += a[i, k] * a[i, k];
        var length = Math.Sqrt(square);
        if (length == 0)
            return 0;
        var kept = a[k + 1, k] > 0 ? -length : length;
        var v = new double[n];
        for (var i = k + 1; i < n; i++)
            v[i] = a[i, k];
        v[k + 1] -= kept;
        var scale = kept * v[k + 1]; // −vᵀv / 2
        if (scale != 0)
            Transform(a, v, scale, k + 1);
        return kept;
    }

    // A ← HAH with H = 1 + vvᵀ / scale, on rows and columns from first on.
    private static void Transform(double[,] a, double[] v, double scale, int first)
    {
        var n = a.GetLength(0);
        var p = new double[n];
        double along = 0;
        for (var i = first; i < n; i++)
        {
            for (var j = first; j < n; j++)
                p[i] += a[i, j] * v[j];
            p[i] /= scale;
            along += p[i] * v[i];
        }

        for (var i = first; i < n; i++)
            p[i] += along / (2 * scale) * v[i];
        for (var i = first; i < n; i++)
        {
            for (var j = first; j < n; j++)
                a[i, j] += (v[i] * p[j]) + (p[i] * v[j]);
        }
    }

    // QL steps until nothing stands beside diagonal[first].
    private static void Settle(double[] diagonal, double[] beside, int first)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            var last = first;
            while (last < diagonal.Length - 1 && Math.Abs(beside[last]) > 1e-16 * (Math.Abs(diagonal[last]) + Math.Abs(diagonal[last + 1])))
                last++;
            if (last == first)
                return;
            Step(diagonal, beside, first, last);
        }
    }

    // One implicit step from last up to first, with Wilkinson's shift.
    private static void Step(double[] diagonal, double[] beside, int first, int last)
    {
        var slope = (diagonal[first + 1] - diagonal[first]) / (2 * beside[first]);
        var root = double.Hypot(slope, 1);
        var bulge = diagonal[last] - diagonal[first] + (beside[first] / (slope + Math.CopySign(root, slope)));
        double sine = 1, cosine = 1, carried = 0;
        for (var i = last - 1; i >= first; i--)
        {
            var (off, on) = (sine * beside[i], cosine * beside[i]);
            root = double.Hypot(off, bulge);
            beside[i + 1] = root;
            if (root == 0)
            {
                diagonal[i + 1] -= carried;
                beside[last] = 0;
                return;
            }

            (sine, cosine) = (off / root, bulge / root);
            bulge = diagonal[i + 1] - carried;
            var turn = ((diagonal[i] - bulge) * sine) + (2 * cosine * on);
            carried = sine * turn;
            diagonal[i + 1] = bulge + carried;
            bulge = (cosine * turn) - on;
        }

        diagonal[first] -= carried;
        (beside[first], beside[last]) = (bulge, 0);
    }
}
