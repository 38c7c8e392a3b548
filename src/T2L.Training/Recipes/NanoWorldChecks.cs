using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Recipes;

/// <summary>Whether the finished parts of a work folder belong to what is asked for. They are taken as they are, so they had better.</summary>
internal sealed class NanoWorldChecks(TaskSuite suite, NanoWorldOptions options, DescriptionsRecord? descriptions, NanoWorldFolders world)
{
    private static readonly (string Setting, string Part)[] Sources =
        [(RunSources.BaseModel, NanoWorldParts.Base), (RunSources.Encoder, NanoWorldParts.Encoder), (RunSources.Oracles, NanoWorldParts.Oracles)];

    /// <summary>Looks at the records of finished parts.</summary>
    /// <exception cref="ArgumentException">A part is of another seed, or of other tasks, descriptions or parts.</exception>
    public void Check()
    {
        var tasks = Math.Min(options.TrainingTasks ?? int.MaxValue, suite.Training.Count);
        Check(NanoWorldParts.Base, options.TrainingTasks is null ? suite.AllTasks.Count : tasks);
        Check(NanoWorldParts.Encoder, suite.Training.Count);
        foreach (var name in NanoWorldParts.Hypernetworks.Append(NanoWorldParts.Oracles).Append(NanoWorldParts.MultiTask))
            Check(name, tasks);
        if (descriptions is not null)
            Check(descriptions);
    }

    /// <summary>Looks whether a finished part was trained with the base, the encoder and the LoRAs that are there. An older record, which does not say, is trusted.</summary>
    /// <exception cref="ArgumentException">It was trained with others.</exception>
    public void CheckSources(string name)
    {
        if (RunRecord.Read(world.Of(name)).Sources is not { } sources)
            return;
        foreach (var (setting, part) in Sources)
            if (sources.TryGetValue(setting, out var met) && world.IsDone(part) && met != RunSources.Digest(setting, world.Of(part)))
                throw Refused(name, $"was trained with other weights than those in '{world.Of(part)}'");
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
        CheckSources(name);
    }

    private void Check(DescriptionsRecord asked)
    {
        if (world.IsDone(NanoWorldParts.Encoder) && RunRecord.Read(world.Of(NanoWorldParts.Encoder)).Descriptions is var met && met?.Sha256 != asked.Sha256)
            throw Refused(NanoWorldParts.Encoder, $"was trained with {(met is null ? "no descriptions but the suite's" : $"the descriptions of '{met.File}', which are others")}, not with those of '{asked.File}'");
    }

    private ArgumentException Refused(string name, string why) =>
        new($"'{world.Of(name)}' {why}. Use another --work folder, ask for what it is, or delete it to train it anew.");
}
