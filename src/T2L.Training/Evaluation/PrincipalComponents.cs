namespace T2L.Training.Evaluation;

/// <summary>The two directions in which points differ most, by power iteration on their covariance.</summary>
/// <param name="Coordinates">Each point along the first and the second direction, measured from the mean.</param>
/// <param name="FirstShare">Share of the variance along the first direction.</param>
/// <param name="SecondShare">Share of the variance along the second.</param>
internal sealed record PrincipalComponents(IReadOnlyList<(double X, double Y)> Coordinates, double FirstShare, double SecondShare)
{
    private const int MostRounds = 500;
    private const double Settled = 1e-12;

    /// <summary>Projects points of equal length, at least one.</summary>
    /// <remarks>A direction has no sign of its own: the largest of its components is made positive, so that a picture can be drawn again.</remarks>
    public static PrincipalComponents Of(IReadOnlyList<float[]> points)
    {
        var rows = Centred(points);
        var covariance = Covariance(rows);
        var total = Enumerable.Range(0, covariance.Length).Sum(i => covariance[i][i]);
        var (first, firstVariance) = Leading(covariance);
        for (var i = 0; i < covariance.Length; i++)
            for (var j = 0; j < covariance.Length; j++)
                covariance[i][j] -= firstVariance * first[i] * first[j];
        var (second, secondVariance) = Leading(covariance);
        double Share(double variance) => total > 0 ? variance / total : 0;
        return new([.. rows.Select(row => (Dot(row, first), Dot(row, second)))], Share(firstVariance), Share(secondVariance));
    }

    private static double[][] Centred(IReadOnlyList<float[]> points)
    {
        var mean = new double[points[0].Length];
        foreach (var point in points)
            for (var i = 0; i < mean.Length; i++)
                mean[i] += (double)point[i] / points.Count;
        return [.. points.Select(point => point.Select((value, i) => value - mean[i]).ToArray())];
    }

    private static double[][] Covariance(double[][] rows)
    {
        var size = rows[0].Length;
        var sums = Enumerable.Range(0, size).Select(_ => new double[size]).ToArray();
        foreach (var row in rows)
            for (var i = 0; i < size; i++)
                for (var j = 0; j < size; j++)
                    sums[i][j] += row[i] * row[j] / rows.Length;
        return sums;
    }

    private static (double[] Direction, double Variance) Leading(double[][] matrix)
    {
        var direction = Unit([.. matrix.Select((row, i) => row[i] + 1e-9 * (i + 1))]);
        for (var round = 0; round < MostRounds; round++)
        {
            var next = Unit([.. matrix.Select(row => Dot(row, direction))]);
            var moved = 1 - Math.Abs(Dot(next, direction));
            direction = next;
            if (moved < Settled)
                break;
        }
        var sign = Math.Sign(direction.MaxBy(Math.Abs)) is var s && s == 0 ? 1 : s;
        direction = Array.ConvertAll(direction, value => value * sign);
        return (direction, Math.Max(0, Dot(direction, [.. matrix.Select(row => Dot(row, direction))])));
    }

    private static double[] Unit(double[] values)
    {
        var length = Math.Sqrt(Dot(values, values));
        return length > 0 ? Array.ConvertAll(values, value => value / length) : values;
    }

    private static double Dot(double[] left, double[] right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }
}
