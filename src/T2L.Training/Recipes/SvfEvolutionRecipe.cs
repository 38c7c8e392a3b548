using T2L.Training.Data;
using T2L.Training.Running;
using T2L.Training.Svf;
using static TorchSharp.torch;

namespace T2L.Training.Recipes;

/// <summary>
/// Trains SVF experts without gradients: candidates around p are asked, and p moves towards those that did better (antithetic evolution strategies,
/// Salimans et al. 2017, arXiv:1703.03864). It needs answers only, no backward pass.
/// </summary>
public static class SvfEvolutionRecipe
{
    /// <summary>Trains what is not there yet, and writes experts and index.</summary>
    /// <param name="source">The tasks.</param>
    /// <param name="options">Models, folders and sizes.</param>
    /// <param name="progress">Told about once a second where the run stands, over all groups.</param>
    /// <param name="cancellation">Writes checkpoints and stops; finished groups stay.</param>
    /// <returns>Every task's folder and its exact match on examples kept out of training.</returns>
    /// <exception cref="ArgumentException">The decomposition is of another base, a task has too few examples, or the work folder holds experts of other settings.</exception>
    public static ExpertIndex Run(
        LearningSource source, SvfEvolutionOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        return SvfExpertsRun.Run(new SvfMethod("evolution", (group, bank, network, step) => [() => Loss(group, bank, network, step, options)]), source, options, progress, cancellation);
    }

    // The loop follows gradients, so the direction is given as one: what is returned has the value of the candidates' mean loss and the slope of the estimate.
    private static Tensor Loss(SvfGroup group, GateBank bank, GatedNetwork network, int step, SvfEvolutionOptions options)
    {
        var raw = bank.Raw(); // [G, numbers]
        var estimates = new Tensor[group.Tasks.Count];
        var loss = 0.0;
        foreach (var (examples, task) in group.Examples(step, options).Select((examples, task) => (examples, task)))
            (estimates[task], loss) = Ask(new(group.Tasks[task], examples), raw[task].detach(), SvfGroup.SeedOf(group.Tasks[task], step, options), network, options, loss);
        var direction = stack(estimates); // [G, numbers]
        return ((raw.detach() - raw) * direction).sum() + loss / group.Tasks.Count;
    }

    private static (Tensor Estimate, double Loss) Ask(
        ExamPaper paper, Tensor raw, int seed, GatedNetwork network, SvfEvolutionOptions options, double loss)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var generator = new Generator((ulong)(uint)seed, raw.device);
        var noise = randn([options.Pairs, raw.shape[0]], device: raw.device, generator: generator); // [pairs, numbers]
        var candidates = cat([raw + noise * options.Deviation, raw - noise * options.Deviation]); // [2 pairs, numbers]
        var exam = new ExpertExam(network.Network, [.. Enumerable.Repeat(paper, 2 * options.Pairs)], options);
        var scores = exam.Scores(network.Adapter(candidates))
            .Select(own => (Exact: own.Count(score => score.Exact), Likelihood: own.Average(score => score.LogLikelihood))).ToArray();
        var ranks = Ranks(scores);
        var weights = tensor([.. Enumerable.Range(0, options.Pairs).Select(pair => (float)((ranks[pair] - ranks[pair + options.Pairs]) / (2 * options.Pairs * options.Deviation)))], device: raw.device);
        return (weights.unsqueeze(0).matmul(noise).squeeze(0).MoveToOuterDisposeScope(), loss - scores.Average(score => score.Likelihood));
    }

    /// <summary>-½ for the worst to ½ for the best: exact answers decide, then likelihood. Ranks, since scores of different steps are of different size.</summary>
    internal static double[] Ranks((int Exact, double Likelihood)[] scores)
    {
        var ranks = new double[scores.Length];
        var order = Enumerable.Range(0, scores.Length).OrderBy(candidate => scores[candidate].Exact).ThenBy(candidate => scores[candidate].Likelihood);
        foreach (var (candidate, place) in order.Select((candidate, place) => (candidate, place)))
            ranks[candidate] = scores.Length == 1 ? 0 : (double)place / (scores.Length - 1) - 0.5;
        return ranks;
    }
}
