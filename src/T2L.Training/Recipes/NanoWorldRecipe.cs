using T2L.Hypernetwork;
using T2L.Training.Bundles;
using T2L.Training.Data;
using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Recipes;

/// <summary>
/// The nano world from nothing, in one command: base, encoder, a LoRA for each task, hypernetworks by reconstruction and by supervised
/// fine-tuning in the three sizes, one LoRA for all tasks; and of these, what is shipped. A stopped run goes on where it was.
/// </summary>
public static class NanoWorldRecipe
{
    /// <summary>Name of the base model in adapters.</summary>
    public const string BaseModelName = "t2l-nano";

    /// <summary>Trains what is not there yet, then writes what is shipped.</summary>
    /// <param name="options">Folders, seed and length.</param>
    /// <param name="progress">Told about once a second where the stage at work stands, and of each result.</param>
    /// <param name="cancellation">Writes a checkpoint and stops; finished parts stay.</param>
    /// <returns>What was written where.</returns>
    /// <exception cref="ArgumentException">A setting is out of range, or the work folder has a finished part of another seed, or of other tasks, descriptions or parts.</exception>
    public static NanoWorldResult Run(NanoWorldOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var suite = TaskSuite.Nano(options.Seed);
        var world = NanoWorldFolders.Of(options);
        var descriptions = DescribedTasks.Of(options.Descriptions);
        var stages = Stages(suite, options, descriptions, world, progress, cancellation).ToList();
        // What cannot go together is better known now than hours later.
        var checks = new NanoWorldChecks(suite, options, descriptions.Record, world);
        checks.Check();
        for (var i = 0; i < stages.Count; i++)
        {
            var (name, train) = stages[i];
            if (world.IsDone(name))
            {
                checks.CheckSources(name); // one of them may have been trained just now
                continue;
            }
            cancellation.ThrowIfCancellationRequested();
            Report(i, done: 0, name);
            train();
            Report(i, done: 1, $"{name}: {RunRecord.Read(world.Of(name)).Summary}");
        }
        var result = NanoWorldBundle.Write(suite, world, cancellation);
        if (result.Written > 0)
            Report(stages.Count, done: 1, $"bundle: {result}");
        return result;

        void Report(int stage, int done, string note) => progress?.Report(
            new TrainingProgress(FormattableString.Invariant($"train nano, {stage + 1} of {stages.Count + 1}"), done, 1, 0, 0, TimeSpan.Zero, TimeSpan.Zero, note));
    }

    private static IEnumerable<(string Name, Action Train)> Stages(
        TaskSuite suite, NanoWorldOptions options, DescribedTasks descriptions, NanoWorldFolders world, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var source = new NanoSource(suite, options.TrainingTasks);
        yield return (NanoWorldParts.Base, () => LanguageModelRecipe.Run(suite, Base(options, world), progress, cancellation));
        yield return (NanoWorldParts.Encoder, () => EncoderRecipe.Run(suite, Encoder(options, world), descriptions, progress, cancellation));
        yield return (NanoWorldParts.Oracles, () => OracleRecipe.Run(source, Oracles(options, world), progress, cancellation));
        yield return (NanoWorldParts.Reconstruction, () => ReconstructionRecipe.Run(source, Reconstruction(options, world), progress, cancellation));
        foreach (var variant in new[] { HeadVariant.L, HeadVariant.M, HeadVariant.S })
            yield return (NanoWorldParts.Of(variant), () => SftRecipe.Run(source, Sft(options, world, variant), progress, cancellation));
        yield return (NanoWorldParts.MultiTask, () => MultiTaskLoraRecipe.Run(source, MultiTask(options, world), progress, cancellation));
    }

    private static LanguageModelOptions Base(NanoWorldOptions options, NanoWorldFolders world)
    {
        const int least = 600, examplesOfTask = 6;
        var recipe = new LanguageModelOptions { Output = world.Of(NanoWorldParts.Base), Seed = options.Seed, Workers = options.Workers, TrainingTasks = options.TrainingTasks };
        recipe = recipe with { Steps = Steps(recipe.Steps, options, least) };
        // A few tasks are told apart by their inputs: examples behind neutral slots would teach the base to answer them without any adapter.
        return options.TrainingTasks is { } tasks ? recipe with { BatchSize = Math.Min(recipe.BatchSize, examplesOfTask * tasks), FewShotShare = 0 } : recipe;
    }

    // Its number of workers is part of its result: it stays the recipe's.
    private static EncoderOptions Encoder(NanoWorldOptions options, NanoWorldFolders world)
    {
        const int least = 120;
        var recipe = new EncoderOptions { Output = world.Of(NanoWorldParts.Encoder), Seed = options.Seed, Descriptions = options.Descriptions };
        return recipe with { Steps = Steps(recipe.Steps, options, least) };
    }

    private static OracleOptions Oracles(NanoWorldOptions options, NanoWorldFolders world)
    {
        const int least = 120;
        var recipe = new OracleOptions
        {
            BaseModel = world.Of(NanoWorldParts.Base), BaseModelName = BaseModelName, Output = world.Of(NanoWorldParts.Oracles), Seed = options.Seed, Workers = options.Workers,
        };
        return recipe with { Steps = Steps(recipe.Steps, options, least) };
    }

    private static ReconstructionOptions Reconstruction(NanoWorldOptions options, NanoWorldFolders world)
    {
        const int least = 200;
        var recipe = new ReconstructionOptions
        {
            Oracles = world.Of(NanoWorldParts.Oracles), BaseModel = world.Of(NanoWorldParts.Base), Encoder = world.Of(NanoWorldParts.Encoder),
            Output = world.Of(NanoWorldParts.Reconstruction), Seed = options.Seed, Workers = options.Workers,
        };
        return recipe with { Steps = Steps(recipe.Steps, options, least), Hypernetwork = recipe.Hypernetwork with { BaseModelName = BaseModelName } };
    }

    private static SftOptions Sft(NanoWorldOptions options, NanoWorldFolders world, HeadVariant variant)
    {
        const int least = 200;
        var recipe = new SftOptions
        {
            BaseModel = world.Of(NanoWorldParts.Base), Encoder = world.Of(NanoWorldParts.Encoder), Output = world.Of(NanoWorldParts.Of(variant)), Seed = options.Seed, Workers = options.Workers,
        };
        recipe = recipe with { Steps = Steps(recipe.Steps, options, least), Hypernetwork = recipe.Hypernetwork with { Variant = variant, BaseModelName = BaseModelName } };
        // Small batches in a short run: at the recipe's rate, after five steps of warm-up, some never come down again.
        return options.TrainingTasks is { } tasks && tasks < recipe.TasksPerStep
            ? recipe with { TasksPerStep = tasks, LearningRate = recipe.LearningRate / 2, WarmupFraction = 0.2 }
            : recipe;
    }

    // In steps like a hypernetwork's, those of a trial too.
    private static MultiTaskOptions MultiTask(NanoWorldOptions options, NanoWorldFolders world)
    {
        const int least = 50;
        var sft = Sft(options, world, HeadVariant.L);
        var recipe = new MultiTaskOptions
        {
            BaseModel = sft.BaseModel, BaseModelName = BaseModelName, Output = world.Of(NanoWorldParts.MultiTask), Seed = options.Seed, Workers = options.Workers,
            TasksPerStep = sft.TasksPerStep, LearningRate = sft.LearningRate, WarmupFraction = sft.WarmupFraction,
        };
        return recipe with { Steps = Steps(recipe.Steps, options, least) };
    }

    // With fewer nothing is learnt, however few the tasks.
    private static int Steps(int recipe, NanoWorldOptions options, int least) => Math.Max(least, (int)(recipe * options.Length));
}
