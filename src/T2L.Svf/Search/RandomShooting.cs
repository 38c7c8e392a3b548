using T2L.Models.Generation;

namespace T2L.Svf.Search;

/// <summary>Random shooting: candidates anywhere between the bounds, every generation anew. What a search has to beat.</summary>
internal sealed class RandomShooting : IAlphaMethod
{
    private readonly AlphaSearchOptions _options;

    /// <summary>Begins at an α.</summary>
    /// <param name="start">α, row-major.</param>
    /// <param name="options">Bounds and size.</param>
    public RandomShooting(ReadOnlySpan<float> start, AlphaSearchOptions options)
    {
        options.Validate();
        (_options, Best) = (options, options.Clamped(start));
    }

    public float[] Best { get; private set; }

    public AlphaScore BestScore { get; private set; } = new(double.NaN);

    public float Draw(SplitMix random) => (float)(_options.Minimum + ((_options.Maximum - _options.Minimum) * random.NextDouble()));

    public List<float[]> Sample(ReadOnlySpan<float> noise)
    {
        var population = new List<float[]>(_options.Population);
        for (var candidate = 0; candidate < _options.Population; candidate++)
        {
            var point = noise.Slice(candidate * Best.Length, Best.Length).ToArray();
            population.Add(Array.ConvertAll(point, x => Math.Clamp(x, _options.Minimum, _options.Maximum)));
        }

        if (_options.KeepBest)
            population[0] = [.. Best];
        return population;
    }

    public void Update(IReadOnlyList<float[]> population, IReadOnlyList<AlphaScore> scores)
    {
        var best = Ranking.Best(scores, _options.LikelihoodTies);
        var point = population[best];
        // Here the smoothing acts on the solution itself, as in the official code.
        Best = [.. point.Select((x, i) => (float)((x * (1 - _options.Ema)) + (Best[i] * _options.Ema)))];
        BestScore = scores[best];
    }
}
