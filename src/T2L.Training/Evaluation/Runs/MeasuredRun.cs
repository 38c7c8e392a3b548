using T2L.Training.Data;
using T2L.Training.Evaluation.Methods;

namespace T2L.Training.Evaluation.Runs;

/// <summary>A run with its cells: matched descriptions in unseen wordings, on what it met and on what nobody met.</summary>
/// <param name="Run">The run.</param>
/// <param name="Cells">One for each split.</param>
internal sealed record MeasuredRun(RunEntry Run, IReadOnlyList<EvaluationCell> Cells)
{
    /// <summary>Loads the hypernetwork and says what will be asked.</summary>
    public static MeasuredRun Plan(RunEntry run, EvaluationWorld world)
    {
        var generator = world.Generator(run.Folder);
        Check(run, generator.KnownTasks?.Names.Count);
        var method = world.Written(generator, new(run.Name, HypernetworkLabel.Of(generator.Config, run.Name), MethodGroup.Hypernetwork), TextGiven.Own);
        return new(run, [.. world.Splits.Where(split => split.Name != EvaluationSplit.Seen)
            .Select(split => split.IsTrained ? split with { Tasks = [.. split.Tasks.Take(Math.Min(run.TrainingTasks, NanoSource.SeenTasks))] } : split)
            .Select(split => new EvaluationCell(world, method, split))]);
    }

    /// <summary>Refuses a run that is not what the list says: it would stand at the wrong place of a curve.</summary>
    /// <param name="run">The run.</param>
    /// <param name="known">Tasks that its folder names; null where it names none.</param>
    /// <exception cref="ArgumentException">It was trained on another number of tasks.</exception>
    internal static void Check(RunEntry run, int? known)
    {
        if (known is { } tasks && tasks != run.TrainingTasks)
            throw new ArgumentException($"The run '{run.Name}' has training_tasks {run.TrainingTasks}, but tasks.json in '{run.Folder}' names {tasks}. Correct the list of --runs.");
    }
}
