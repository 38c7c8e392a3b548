using T2L.Training.Evaluation.Methods;

namespace T2L.Training.Evaluation.Runs;

/// <summary>A run with its cells: matched descriptions in unseen wordings, on what it met and on what nobody met.</summary>
/// <param name="Run">The run.</param>
/// <param name="Cells">One for each split.</param>
internal sealed record MeasuredRun(RunEntry Run, IReadOnlyList<EvaluationCell> Cells)
{
    // Of the tasks that it met a quarter is enough to see whether it learnt them.
    private const int SeenTasks = 120;

    /// <summary>Loads the hypernetwork and says what will be asked.</summary>
    public static MeasuredRun Plan(RunEntry run, EvaluationWorld world)
    {
        var generator = world.Generator(run.Folder);
        var method = world.Written(generator, new(run.Name, HypernetworkLabel.Of(generator.Config, run.Name), MethodGroup.Hypernetwork), TextGiven.Own);
        return new(run, [.. world.Splits.Where(split => split.Name != EvaluationSplit.Seen)
            .Select(split => split.IsTrained ? split with { Tasks = [.. split.Tasks.Take(Math.Min(run.TrainingTasks, SeenTasks))] } : split)
            .Select(split => new EvaluationCell(world, method, split))]);
    }
}
