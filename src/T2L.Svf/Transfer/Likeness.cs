using T2L.Adapters.Svf;
using T2L.Svf.Decomposition;
using static TorchSharp.torch;

namespace T2L.Svf.Transfer;

/// <summary>Compares one matrix of two models.</summary>
internal static class Likeness
{
    // Singular values below this share of the largest are rounding, and their logarithm says nothing.
    private const double Least = 1e-7;

    public static MatrixLikeness Of(SvfMatrix matrix, StoredDecomposition from, StoredDecomposition to)
    {
        var name = matrix.Name.Value;
        var other = to.Manifest.Find(name)!;
        using var scope = NewDisposeScope();
        using var one = from.ReadBasis(name);
        using var two = to.ReadBasis(name);
        double? cosine = matrix.Side == other.Side ? (one * two).sum(0L).abs().mean().item<float>() : null; // [n, k] each
        return new MatrixLikeness(name, Correlation(Logarithms(from.SingularValues(name)), Logarithms(to.SingularValues(name))), cosine, Math.Sqrt(2 / (Math.PI * one.shape[0])));
    }

    private static double[] Logarithms(ReadOnlySpan<float> values)
    {
        var least = Math.Max(values.IsEmpty ? 0 : values[0] * Least, float.Epsilon);
        return Array.ConvertAll(values.ToArray(), value => Math.Log(Math.Max(value, least)));
    }

    internal static double Correlation(double[] x, double[] y)
    {
        var (meanX, meanY) = (x.Average(), y.Average());
        double xy = 0, xx = 0, yy = 0;
        for (var i = 0; i < x.Length; i++)
        {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }

        return xx == 0 || yy == 0 ? 0 : xy / Math.Sqrt(xx * yy);
    }
}
