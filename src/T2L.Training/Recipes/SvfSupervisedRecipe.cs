using T2L.Training.Data;
using T2L.Training.Running;
using T2L.Training.Svf;
using static TorchSharp.torch;

namespace T2L.Training.Recipes;

/// <summary>Trains SVF experts on right answers: next-token loss through the frozen base, one expert a task, several tasks in one batch.</summary>
public static class SvfSupervisedRecipe
{
    /// <summary>Trains what is not there yet, and writes experts and index.</summary>
    /// <param name="source">The tasks.</param>
    /// <param name="options">Models, folders and sizes.</param>
    /// <param name="progress">Told about once a second where the run stands, over all groups.</param>
    /// <param name="cancellation">Writes checkpoints and stops; finished groups stay.</param>
    /// <returns>Every task's folder and its exact match on examples kept out of training.</returns>
    /// <exception cref="ArgumentException">The decomposition is of another base, a task has too few examples, or the work folder holds experts of other settings.</exception>
    public static ExpertIndex Run(
        LearningSource source, SvfSupervisedOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        return SvfExpertsRun.Run(new SvfMethod("supervised", (group, bank, network, step) => Losses(group, bank, network, step, options, options.LabelSmoothing)), source, options, progress, cancellation);
    }

    /// <summary>The sum over experts of each one's mean over its examples: each owns its numbers, so none waits for another.</summary>
    internal static IReadOnlyList<Func<Tensor>> Losses(SvfGroup group, GateBank bank, GatedNetwork network, int step, SvfTrainingOptions options, double smoothing = 0)
    {
        var examples = group.Examples(step, options).ToList();
        return Batches.Losses(Enumerable.Range(0, options.ExamplesPerTask).ToArray(), options.SharesOf(examples.Count, options.ExamplesPerTask), (share, _) =>
            new AnswerBatch([.. examples.SelectMany(own => share.Select(place => own[place]))]).Loss(network.Network, bank.ForBatch(), smoothing) * group.Tasks.Count);
    }
}
