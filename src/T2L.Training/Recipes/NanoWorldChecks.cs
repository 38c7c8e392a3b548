using T2L.Training.Data;
using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Recipes;

/// <summary>Whether the finished parts of a work folder belong to what is asked for. They are taken as they are, so they had better.</summary>
internal sealed class NanoWorldChecks(TaskSuite suite, NanoWorldOptions options, NanoWorldFolders world)
{
    /// <summary>Looks at the records of finished parts, and at the file of descriptions.</summary>
    /// <exception cref="ArgumentException">A part is of another seed, or of other tasks or descriptions.</exception>
    public void Check()
    {
        Check(NanoWorldParts.Base, options.TrainingTasks ?? suite.AllTasks.Count);
        Check(NanoWorldParts.Encoder, suite.Training.Count);
        foreach (var name in NanoWorldParts.Hypernetworks.Append(NanoWorldParts.Oracles).Append(NanoWorldParts.MultiTask))
            Check(name, Math.Min(options.TrainingTasks ?? int.MaxValue, suite.Training.Count));
        if (options.Descriptions is { } file)
            Check(DescriptionsRecord.Of(file, DescriptionFile.Read(file).Count));
    }

    private void Check(string name, int tasks)
    {
        if (!world.IsDone(name))
            return;
        var run = RunRecord.Read(world.Of(name));
        if (run.Seed != options.Seed)
            throw Refused(name, $"was trained with seed {run.Seed}, not {options.Seed}");
        if (run.TrainingTasks != tasks)
            throw Refused(name, $"was trained on {run.TrainingTasks} tasks, not {tasks}");
    }

    private void Check(DescriptionsRecord asked)
    {
        if (world.IsDone(NanoWorldParts.Encoder) && RunRecord.Read(world.Of(NanoWorldParts.Encoder)).Descriptions is var met && met?.Sha256 != asked.Sha256)
            throw Refused(NanoWorldParts.Encoder, $"was trained with {(met is null ? "no descriptions but the suite's" : $"the descriptions of '{met.File}', which are others")}, not with those of '{asked.File}'");
    }

    private ArgumentException Refused(string name, string why) =>
        new($"'{world.Of(name)}' {why}. Use another --work folder, ask for what it is, or delete it to train it anew.");
}
