using T2L.Models.Generation;

namespace T2L.Hypernetwork.Search;

/// <summary>One point that was tried.</summary>
/// <param name="Point">Its coordinates.</param>
/// <param name="Score">What it is worth; higher is better.</param>
/// <param name="Round">When it was found, from 1; 0 for the start.</param>
internal sealed record Candidate(float[] Point, double Score, int Round);

/// <summary>
/// The cross-entropy method: sample around a mean, keep the best, let mean and deviation follow them, again. Knows nothing of
/// adapters: points in, scores out.
/// </summary>
/// <remarks>
/// Rubinstein 1999; de Boer et al. 2005, section 5 (continuous, with smoothing of the deviation). The best point so far stays in the
/// elite, and the mean is tried each round in place of one sample: in the first round that is the start itself.
/// </remarks>
/// <param name="options">Width and length.</param>
/// <param name="time">The clock of the time limit.</param>
internal sealed class CrossEntropySearch(SearchOptions options, TimeProvider time)
{
    // Half of the old deviation stays, so that eight points do not close a direction that a ninth would have kept open.
    private const double Smoothing = 0.5;

    // Below this share of the first deviation all candidates are the same adapter.
    private const double LeastDeviation = 0.05;

    /// <summary>Looks for the point with the highest score.</summary>
    /// <param name="start">Where to begin.</param>
    /// <param name="deviation">Deviation of the first samples, one a coordinate.</param>
    /// <param name="score">Scores a round's points; NaN counts as worst.</param>
    /// <param name="progress">Told after each round.</param>
    /// <param name="cancellationToken">Stops between rounds.</param>
    /// <returns>The start, then the best point of each round that improved on all before it, then the last mean; and the rounds done.</returns>
    public async Task<(IReadOnlyList<Candidate> Finalists, int Rounds)> RunAsync(
        float[] start, double[] deviation, Func<IReadOnlyList<float[]>, CancellationToken, Task<double[]>> score,
        IProgress<SearchRound>? progress, CancellationToken cancellationToken)
    {
        options.Validate();
        var began = time.GetTimestamp();
        var random = new SplitMix(options.Seed);
        var mean = Array.ConvertAll(start, x => (double)x);
        var spread = (double[])deviation.Clone();
        var best = new List<Candidate>();
        var round = 0;
        while (round < options.Rounds && (round == 0 || time.GetElapsedTime(began) < options.TimeLimit))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var tried = await TryAsync(Sample(mean, spread, random), ++round, score, cancellationToken).ConfigureAwait(false);
            if (round == 1)
                best.Add(tried[0] with { Round = 0 });
            // In the first round the best so far is the start, which was tried.
            Candidate[] ranked = [.. (round == 1 ? tried : tried.Append(best[^1])).OrderByDescending(candidate => candidate.Score)];
            if (ranked[0].Score > best[^1].Score)
                best.Add(ranked[0]);
            Follow([.. ranked.Take(options.Elite)], mean, spread, deviation);
            progress?.Report(new SearchRound(round, options.Rounds, best[0].Score, best[^1].Score));
        }

        // The middle of the last elite is often steadier than its best point. Nobody has scored it; whoever chooses does.
        best.Add(new Candidate(Array.ConvertAll(mean, x => (float)x), double.NaN, round));
        return (best, round);
    }

    private List<float[]> Sample(double[] mean, double[] spread, SplitMix random)
    {
        var points = new List<float[]> { Array.ConvertAll(mean, x => (float)x) };
        while (points.Count < options.Candidates)
            points.Add([.. mean.Select((x, i) => (float)(x + spread[i] * random.NextNormal()))]);
        return points;
    }

    private static async Task<Candidate[]> TryAsync(
        List<float[]> points, int round, Func<IReadOnlyList<float[]>, CancellationToken, Task<double[]>> score, CancellationToken cancellationToken)
    {
        var scores = await score(points, cancellationToken).ConfigureAwait(false);
        return [.. points.Select((point, i) => new Candidate(point, double.IsNaN(scores[i]) ? double.NegativeInfinity : scores[i], round))];
    }

    private static void Follow(Candidate[] elite, double[] mean, double[] spread, double[] first)
    {
        for (var i = 0; i < mean.Length; i++)
        {
            var middle = elite.Average(candidate => (double)candidate.Point[i]);
            var deviation = Math.Sqrt(elite.Average(candidate => (candidate.Point[i] - middle) * (candidate.Point[i] - middle)));
            mean[i] = middle;
            spread[i] = Math.Max(LeastDeviation * first[i], Smoothing * spread[i] + (1 - Smoothing) * deviation);
        }
    }
}
