using T2L.Hypernetwork;
using T2L.Training.Data;
using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Recipes;

/// <summary>
/// The nano world from nothing, in one command: base, encoder, a LoRA for each task, hypernetworks by reconstruction and by supervised
/// fine-tuning in the three sizes, and one LoRA for all tasks. A stopped run goes on where it was.
/// </summary>
public static class NanoWorldRecipe
{
    /// <summary>Name of the base model in adapters.</summary>
    public const string BaseModelName = "t2l-nano";

    /// <summary>Trains what is not there yet.</summary>
    /// <param name="options">Folders, seed and length.</param>
    /// <param name="progress">Told about once a second where the stage at work stands, and of each result.</param>
    /// <param name="cancellation">Writes a checkpoint and stops; finished stages stay.</param>
    public static void Run(NanoWorldOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var world = new NanoWorldFolders(options.Output, options.Work ?? options.Output.TrimEnd('/') + ".work");
        var stages = Stages(options, world, progress, cancellation).ToList();
        for (var i = 0; i < stages.Count; i++)
        {
            var (name, run) = stages[i];
            if (world.IsDone(name))
                continue;
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new TrainingProgress($"train nano, {i + 1} of {stages.Count}", 0, 1, 0, 0, TimeSpan.Zero, TimeSpan.Zero, name));
            var result = run();
            world.Finish(name, result);
            progress?.Report(new TrainingProgress($"train nano, {i + 1} of {stages.Count}", 1, 1, 0, 0, TimeSpan.Zero, TimeSpan.Zero, $"{name}: {result}"));
        }
    }

    private static IEnumerable<(string Name, Func<string> Run)> Stages(
        NanoWorldOptions options, NanoWorldFolders world, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var suite = TaskSuite.Nano(options.Seed);
        var source = new NanoSource(suite, options.TrainingTasks);
        yield return ("base", () => LanguageModelRecipe.Run(suite, Base(options, world), progress, cancellation).ToString());
        yield return ("encoder", () => EncoderRecipe.Run(suite, Encoder(options, world), progress, cancellation).ToString());
        yield return ("oracles", () => OracleRecipe.Run(source, Oracles(options, world), progress, cancellation).ToString());
        yield return ("reconstruction", () => FormattableString.Invariant($"mean distance {ReconstructionRecipe.Run(source, Reconstruction(options, world), progress, cancellation):G3}"));
        foreach (var variant in new[] { HeadVariant.L, HeadVariant.M, HeadVariant.S })
            yield return ($"hypernetwork-{variant}", () => Written(() => SftRecipe.Run(source, Sft(options, world, variant), progress, cancellation)));
        yield return ("multi-task", () => Written(() => MultiTaskLoraRecipe.Run(source, Sft(options, world, HeadVariant.L) with { Output = world.Of("multi-task"), Work = world.Trace("multi-task") }, progress, cancellation)));
    }

    private static LanguageModelOptions Base(NanoWorldOptions options, NanoWorldFolders world)
    {
        const int least = 800;
        var recipe = new LanguageModelOptions { Output = world.Of("base"), Work = world.Trace("base"), Seed = options.Seed, Workers = options.Workers, TrainingTasks = options.TrainingTasks };
        return recipe with { Steps = Steps(recipe.Steps, options, least) };
    }

    private static EncoderOptions Encoder(NanoWorldOptions options, NanoWorldFolders world)
    {
        const int least = 120;
        var recipe = new EncoderOptions { Output = world.Of("encoder"), Work = world.Trace("encoder"), Seed = options.Seed, Workers = options.Workers };
        return recipe with { Steps = Steps(recipe.Steps, options, least) };
    }

    private static OracleOptions Oracles(NanoWorldOptions options, NanoWorldFolders world)
    {
        const int least = 120;
        var recipe = new OracleOptions
        {
            BaseModel = world.Of("base"), BaseModelName = BaseModelName, Output = world.Of("oracles"), Work = world.Trace("oracles"), Seed = options.Seed, Workers = options.Workers,
        };
        return recipe with { Steps = Steps(recipe.Steps, options, least) };
    }

    private static ReconstructionOptions Reconstruction(NanoWorldOptions options, NanoWorldFolders world)
    {
        const int least = 200;
        var recipe = new ReconstructionOptions
        {
            Oracles = world.Of("oracles"), BaseModel = world.Of("base"), Encoder = world.Of("encoder"), Output = world.Of("reconstruction"), Work = world.Trace("reconstruction"),
            Seed = options.Seed, Workers = options.Workers,
        };
        return recipe with { Steps = Steps(recipe.Steps, options, least), Hypernetwork = recipe.Hypernetwork with { BaseModelName = BaseModelName } };
    }

    private static SftOptions Sft(NanoWorldOptions options, NanoWorldFolders world, HeadVariant variant)
    {
        const int least = 200;
        var recipe = new SftOptions
        {
            BaseModel = world.Of("base"), Encoder = world.Of("encoder"), Output = world.Of($"hypernetwork-{variant}"), Work = world.Trace($"hypernetwork-{variant}"),
            Seed = options.Seed, Workers = options.Workers,
        };
        return recipe with { Steps = Steps(recipe.Steps, options, least), Hypernetwork = recipe.Hypernetwork with { Variant = variant, BaseModelName = BaseModelName } };
    }

    // With fewer nothing is learnt, however few the tasks.
    private static int Steps(int recipe, NanoWorldOptions options, int least) => Math.Max(least, (int)(recipe * options.Length));

    private static string Written(Action run)
    {
        run();
        return "written";
    }
}
