using T2L.Models.Generation;

namespace T2L.Svf.Search;

/// <summary>The cross-entropy method as the official code runs it on α.</summary>
/// <remarks>
/// Candidates are clip(mean + std · N(0, 1)); the first one is replaced by the best so far. Mean and deviation follow the elite, with the sample
/// deviation (n - 1). The policy takes the best candidate of the last generation, not the mean.
/// </remarks>
internal sealed class CrossEntropyMethod : IAlphaMethod
{
    private readonly AlphaSearchOptions _options;
    private readonly double[] _mean;
    private readonly double[] _deviation;

    /// <summary>Begins at an α.</summary>
    /// <param name="start">α, row-major.</param>
    /// <param name="options">Bounds and sizes.</param>
    public CrossEntropyMethod(ReadOnlySpan<float> start, AlphaSearchOptions options)
    {
        options.Validate();
        _options = options;
        Best = options.Clamped(start);
        _mean = Array.ConvertAll(Best, x => (double)x);
        _deviation = new double[_mean.Length];
        _deviation.AsSpan().Fill((options.Maximum - options.Minimum) / 2);
    }

    public float[] Best { get; private set; }

    public AlphaScore BestScore { get; private set; } = new(double.NaN);

    /// <summary>Mean of the next candidates.</summary>
    internal IReadOnlyList<double> Mean => _mean;

    /// <summary>Deviation of the next candidates.</summary>
    internal IReadOnlyList<double> Deviation => _deviation;

    public float Draw(SplitMix random) => (float)random.NextNormal();

    public List<float[]> Sample(ReadOnlySpan<float> noise)
    {
        var width = _mean.Length;
        var population = new List<float[]>(_options.Population);
        for (var candidate = 0; candidate < _options.Population; candidate++)
        {
            var point = new float[width];
            for (var i = 0; i < width; i++)
                point[i] = Math.Clamp((float)(_mean[i] + (_deviation[i] * noise[(candidate * width) + i])), _options.Minimum, _options.Maximum);
            population.Add(point);
        }

        if (_options.KeepBest)
            population[0] = [.. Best];
        return population;
    }

    public void Update(IReadOnlyList<float[]> population, IReadOnlyList<AlphaScore> scores) =>
        Update(population, scores, Ranking.Elite(scores, _options.Elite));

    /// <summary>Takes scores where it is settled who the elite is: order among equals is anyone's.</summary>
    internal void Update(IReadOnlyList<float[]> population, IReadOnlyList<AlphaScore> scores, IReadOnlyList<int> elite)
    {
        var best = Ranking.Best(scores, _options.LikelihoodTies);
        (Best, BestScore) = ([.. population[best]], scores[best]);
        for (var i = 0; i < _mean.Length; i++)
        {
            var mean = elite.Average(member => (double)population[member][i]);
            var squares = elite.Sum(member => (population[member][i] - mean) * (population[member][i] - mean));
            _mean[i] = Blend(mean, _mean[i]);
            _deviation[i] = Blend(Math.Sqrt(squares / (elite.Count - 1)), _deviation[i]);
        }
    }

    private double Blend(double now, double before) => (now * (1 - _options.Ema)) + (before * _options.Ema);
}
