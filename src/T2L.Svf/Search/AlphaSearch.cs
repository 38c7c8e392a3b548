using T2L.Adapters.Svf.Mixing;
using T2L.Models.Generation;

namespace T2L.Svf.Search;

/// <summary>Where a search stands after a generation.</summary>
/// <param name="Generation">Generations done, from 1.</param>
/// <param name="Generations">Generations in all.</param>
/// <param name="Best">The score of this generation's best candidate.</param>
/// <param name="Mean">The mean score of this generation.</param>
public sealed record AlphaGeneration(int Generation, int Generations, double Best, double Mean);

/// <summary>What a search found.</summary>
/// <param name="Weights">α: the best candidate of the last generation.</param>
/// <param name="Score">What it was worth there.</param>
/// <param name="History">Every generation.</param>
public sealed record FoundAlpha(MixWeights Weights, AlphaScore Score, IReadOnlyList<AlphaGeneration> History);

/// <summary>Looks for the mixing weights under which the examples are answered best. The same seed and scores give the same α.</summary>
/// <param name="options">Sizes, bounds and seed.</param>
public sealed class AlphaSearch(AlphaSearchOptions options)
{
    /// <summary>Searches with the cross-entropy method.</summary>
    /// <param name="start">Where to begin; 1/K for each expert unless something better is known.</param>
    /// <param name="scorer">Scores candidates.</param>
    /// <param name="progress">Told after each generation.</param>
    /// <param name="cancellationToken">Stops between generations and wherever the scoring does.</param>
    /// <returns>What was found.</returns>
    public Task<FoundAlpha> CrossEntropyAsync(
        MixWeights start, IAlphaScorer scorer, IProgress<AlphaGeneration>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        return RunAsync(new CrossEntropyMethod(start.Values, options), start, scorer, progress, cancellationToken);
    }

    /// <summary>Searches with random shooting.</summary>
    /// <param name="start">Where to begin.</param>
    /// <param name="scorer">Scores candidates.</param>
    /// <param name="progress">Told after each generation.</param>
    /// <param name="cancellationToken">Stops between generations and wherever the scoring does.</param>
    /// <returns>What was found.</returns>
    public Task<FoundAlpha> RandomShootingAsync(
        MixWeights start, IAlphaScorer scorer, IProgress<AlphaGeneration>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        return RunAsync(new RandomShooting(start.Values, options), start, scorer, progress, cancellationToken);
    }

    private async Task<FoundAlpha> RunAsync(
        IAlphaMethod method, MixWeights start, IAlphaScorer scorer, IProgress<AlphaGeneration>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        var random = new SplitMix(options.Seed);
        var history = new List<AlphaGeneration>();
        var noise = new float[options.Population * start.Values.Length];
        for (var generation = 1; generation <= options.Generations; generation++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < noise.Length; i++)
                noise[i] = method.Draw(random);
            var population = method.Sample(noise);
            var scores = await scorer.ScoreAsync(population, cancellationToken).ConfigureAwait(false);
            if (scores.Count != population.Count)
                throw new InvalidOperationException($"{population.Count} candidates were given to the scorer and {scores.Count} scores came back.");
            method.Update(population, scores);
            history.Add(new AlphaGeneration(generation, options.Generations, method.BestScore.Score, scores.Average(score => score.Score)));
            progress?.Report(history[^1]);
        }

        return new FoundAlpha(new MixWeights(start.Experts, start.Columns, method.Best), method.BestScore, history);
    }
}
