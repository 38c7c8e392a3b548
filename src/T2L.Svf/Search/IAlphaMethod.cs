using T2L.Models.Generation;

namespace T2L.Svf.Search;

/// <summary>A way to look for α, generation by generation. Knows nothing of experts: points in [minimum, maximum], scores back.</summary>
internal interface IAlphaMethod
{
    /// <summary>The policy's α: what the search would return now.</summary>
    float[] Best { get; }

    /// <summary>Its score.</summary>
    AlphaScore BestScore { get; }

    /// <summary>Random numbers as the method wants them, one a coordinate.</summary>
    float Draw(SplitMix random);

    /// <summary>The next candidates.</summary>
    /// <param name="noise">Random numbers of <see cref="Draw"/>, one a coordinate, candidate by candidate.</param>
    List<float[]> Sample(ReadOnlySpan<float> noise);

    /// <summary>Takes the candidates' scores.</summary>
    void Update(IReadOnlyList<float[]> population, IReadOnlyList<AlphaScore> scores);
}
