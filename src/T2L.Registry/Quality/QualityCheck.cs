namespace T2L.Registry.Quality;

/// <summary>One thing that was looked at, and what came of it.</summary>
/// <param name="Name">What: <c>finite</c>, <c>norm</c>, <c>norm_outlier</c>, <c>effect</c>.</param>
/// <param name="Passed">Whether it is as it should be.</param>
/// <param name="Value">What was measured; null where there is no number.</param>
/// <param name="Limit">What it was held against; null where there is no number.</param>
/// <param name="Sentence">Both in words, for a person.</param>
public sealed record QualityCheck(string Name, bool Passed, double? Value, double? Limit, string Sentence)
{
    /// <summary>Every number is finite.</summary>
    public const string Finite = "finite";

    /// <summary>No matrix is changed beyond all measure.</summary>
    public const string Norm = "norm";

    /// <summary>No matrix is changed far more, or far less, than its hypernetwork does for the tasks it was trained on.</summary>
    public const string NormOutlier = "norm_outlier";

    /// <summary>The model answers differently with it, in numbers that are finite.</summary>
    public const string Effect = "effect";
}
