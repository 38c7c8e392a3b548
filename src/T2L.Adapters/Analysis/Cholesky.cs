namespace T2L.Adapters.Analysis;

/// <summary>The triangular root of a matrix of products, which is symmetric and has no negative eigenvalue.</summary>
internal static class Cholesky
{
    // A column whose pivot is rounding error only depends on the columns before it.
    private const double Least = 1e-15;

    /// <summary>L with G = LLᵀ; columns that depend on others are zero.</summary>
    public static double[,] Lower(double[,] products)
    {
        var n = products.GetLength(0);
        var lower = new double[n, n];
        for (var column = 0; column < n; column++)
        {
            var pivot = Rest(products, lower, column, column);
            if (pivot <= Least * products[column, column])
                continue;
            lower[column, column] = Math.Sqrt(pivot);
            for (var row = column + 1; row < n; row++)
                lower[row, column] = Rest(products, lower, row, column) / lower[column, column];
        }

        return lower;
    }

    /// <summary>LᵀGL.</summary>
    public static double[,] Congruent(double[,] lower, double[,] products)
    {
        var n = lower.GetLength(0);
        var half = new double[n, n]; // G · L
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < n; k++)
            {
                for (var j = 0; j <= k; j++)
                    half[i, j] += products[i, k] * lower[k, j];
            }
        }

        var whole = new double[n, n];
        for (var k = 0; k < n; k++)
        {
            for (var i = 0; i <= k; i++)
            {
                for (var j = 0; j < n; j++)
                    whole[i, j] += lower[k, i] * half[k, j];
            }
        }

        return whole;
    }

    private static double Rest(double[,] products, double[,] lower, int row, int column)
    {
        var rest = products[row, column];
        for (var k = 0; k < column; k++)
            rest -= lower[row, k] * lower[column, k];
        return rest;
    }
}
