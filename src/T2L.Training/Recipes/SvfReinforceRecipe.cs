using T2L.Models.Generation;
using T2L.Svf.Policy;
using T2L.Training.Data;
using T2L.Training.Running;
using T2L.Training.Svf;
using static TorchSharp.torch;

namespace T2L.Training.Recipes;

/// <summary>
/// Trains SVF experts by REINFORCE: answers of the expert's own, reward 1 for a right one, and the log-probability of what was sampled weighed by
/// the reward (Transformer², arXiv:2501.06252, section 3.2).
/// </summary>
/// <remarks>
/// Officially one greedy answer a prompt, rewards ±1 as they are, no divergence; all of it can be had. What is scored is the very tokens that were
/// sampled, the end of sequence among them: a base that never stops is wrong, too. A task with a checker says what is right, else the whole answer is.
/// </remarks>
public static class SvfReinforceRecipe
{
    /// <summary>Trains what is not there yet, and writes experts and index.</summary>
    /// <param name="source">The tasks.</param>
    /// <param name="options">Models, folders and sizes.</param>
    /// <param name="progress">Told about once a second where the run stands, over all groups.</param>
    /// <param name="cancellation">Writes checkpoints and stops; finished groups stay.</param>
    /// <returns>Every task's folder and its exact match on examples kept out of training.</returns>
    /// <exception cref="ArgumentException">The decomposition is of another base, a task has too few examples, or the work folder holds experts of other settings.</exception>
    public static ExpertIndex Run(
        LearningSource source, SvfReinforceOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        var method = new SvfMethod("reinforce", (group, bank, network, step) => Losses(group, bank, network, step, options))
        {
            Opening = (options.SupervisedSteps, options.SupervisedLearningRate),
        };
        return SvfExpertsRun.Run(method, source, options, progress, cancellation);
    }

    /// <summary>The losses of a step: answers are sampled and rewarded first, all of them, and then scored a share at a time.</summary>
    internal static IReadOnlyList<Func<Tensor>> Losses(SvfGroup group, GateBank bank, GatedNetwork network, int step, SvfReinforceOptions options)
    {
        var asked = Prompts(group, step, options);
        var rows = options.ExamplesPerTask * options.SamplesPerPrompt; // of each task
        var shares = options.SharesOf(group.Tasks.Count, rows);
        var answers = new IReadOnlyList<int>[asked.Count];
        foreach (var share in Batches.Shares(Enumerable.Range(0, rows).ToArray(), shares))
            Sample(Places(share, group.Tasks.Count, rows), asked, answers, bank, network, options);
        var rewards = group.Tasks.SelectMany((task, place) => Shaped(
            [.. Enumerable.Range(place * rows, rows).Select(row => task.IsRight(asked[row].Example, answers[row]) ? 1 : options.WrongReward)], options)).ToArray();
        return options.KlWeight == 0 && rewards.All(reward => reward == 0)
            ? [() => (bank.Raw() * 0).sum()] // nothing was right, or all of it: no expert moves
            : Batches.Losses(Enumerable.Range(0, rows).ToArray(), shares, (share, _) => Score(
                [.. Places(share, group.Tasks.Count, rows).Select(row => (new TokenizedExample(asked[row].Example.Prompt, answers[row]), rewards[row]))], share.Length, bank, network, options));
    }

    // Task after task, prompt after prompt, sample after sample.
    private static List<(TokenizedExample Example, long Seed)> Prompts(SvfGroup group, int step, SvfReinforceOptions options) =>
        [.. group.Examples(step, options).SelectMany((examples, task) => examples.SelectMany((example, prompt) => Enumerable.Range(0, options.SamplesPerPrompt)
            .Select(sample => (example, (long)Seeds.Mix(SvfGroup.SeedOf(group.Tasks[task], step, options), prompt, sample)))))];

    // The same rows of every task, task after task.
    private static int[] Places(int[] share, int tasks, int rows) => [.. Enumerable.Range(0, tasks).SelectMany(task => share.Select(row => task * rows + row))];

    private static void Sample(
        int[] places, List<(TokenizedExample Example, long Seed)> asked, IReadOnlyList<int>[] answers, GateBank bank, GatedNetwork network, SvfReinforceOptions options)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var requests = places.Select(row => new GenerationRequest(asked[row].Example.Prompt) { MaxTokens = options.MaxTokens, Temperature = options.Temperature, Seed = asked[row].Seed });
        var results = new TextGenerator(network.Network, device: network.Network.Device).Generate([.. requests], bank.ForBatch());
        foreach (var (row, result) in places.Zip(results))
            answers[row] = result.Tokens;
    }

    /// <summary>One task's rewards of a step: less their baseline, over their deviation, cut.</summary>
    internal static double[] Shaped(double[] rewards, SvfReinforceOptions options)
    {
        var shaped = options.Baseline switch
        {
            SvfBaseline.Prompt => [.. rewards.Chunk(options.SamplesPerPrompt).SelectMany(RewardShaping.Centred)],
            SvfBaseline.Task => RewardShaping.Centred(rewards),
            _ => rewards,
        };
        if (options.Normalize)
            shaped = RewardShaping.Normalized(shaped);
        return options.RewardClip > 0 ? RewardShaping.Clipped(shaped, options.RewardClip) : shaped;
    }

    // The sum over experts of the mean over each one's samples of the share.
    private static Tensor Score(IReadOnlyList<(TokenizedExample Sampled, double Reward)> rows, int rowsEach, GateBank bank, GatedNetwork network, SvfReinforceOptions options)
    {
        var batch = new AnswerBatch([.. rows.Select(row => row.Sampled)]);
        var device = network.Network.Device;
        var logits = batch.AnswerLogits(network.Network, bank.ForBatch()).to(ScalarType.Float32); // [scored, V]
        var weights = tensor([.. batch.ExampleOf.Select(row => (float)rows[row].Reward)], device: device);
        var losses = PolicyLoss.OfTokens(logits, tensor([.. batch.Targets], device: device), weights);
        if (options.KlWeight > 0)
            losses += PolicyLoss.Divergence(Reference(batch, network), logits, options.KlDirection) * options.KlWeight;
        return losses.sum() / rowsEach;
    }

    private static Tensor Reference(AnswerBatch batch, GatedNetwork network)
    {
        using var noGrad = no_grad();
        return batch.AnswerLogits(network.Network, adapter: null).to(ScalarType.Float32);
    }
}
