using T2L.Adapters;
using T2L.Adapters.Svf;
using T2L.Models;
using T2L.Svf.Decomposition;
using T2L.Training.Data;
using T2L.Training.Svf;
using T2L.Training.Tasks;

namespace T2L.Training.Recipes;

/// <summary>First numbers p of a task's expert.</summary>
internal delegate float[] SvfBeginning(string task, long length);

/// <summary>What experts are trained from, checked before the first step.</summary>
internal static class SvfInputs
{
    /// <summary>The decomposition, where it is of the base and holds the targets.</summary>
    /// <exception cref="ArgumentException">It is of another base, or lacks a target.</exception>
    public static StoredDecomposition Decomposition(SvfTrainingOptions options) => Decomposition(options.Decomposition, options.BaseModel, options.Targets);

    /// <summary>The decomposition of a folder, where it is of the base and holds the targets.</summary>
    /// <exception cref="ArgumentException">It is of another base, or lacks a target.</exception>
    public static StoredDecomposition Decomposition(string folder, string baseModel, IReadOnlyList<string> targets)
    {
        var stored = StoredDecomposition.Open(folder);
        var (manifest, digest) = (stored.Manifest, LanguageModel.DigestOf(baseModel));
        var fault = manifest.BaseDigest != digest
            ? $"Decomposition '{folder}' is of base model '{manifest.BaseModel}' ({manifest.BaseDigest}); '{baseModel}' is {digest}. Decompose it: ./t2l svf decompose --model {baseModel} --out DIR."
            : targets.Except(manifest.Targets).Any()
                ? $"Decomposition '{folder}' holds {SvfTargets.Show(manifest.Targets)}; the experts are to gate {SvfTargets.Show(targets)}. Choose --targets among these, or decompose '{baseModel}' with --targets {SvfTargets.Show(targets)}."
                : null;
        if (fault is null)
            return stored;
        stored.Dispose();
        throw new ArgumentException(fault);
    }

    /// <summary>Refuses targets that no decomposition has.</summary>
    public static void CheckTargets(SettingChecks check, IReadOnlyList<string> targets) =>
        check.Require(targets.SequenceEqual(SvfTargets.All.Where(targets.Contains)) && targets.Count > 0,
            $"targets are '{string.Join(", ", targets)}'; expected some of {string.Join(", ", SvfTargets.All)}, each once and in this order.");

    /// <summary>The tasks, where each has examples to learn from and to be measured by.</summary>
    /// <exception cref="ArgumentException">One has too few.</exception>
    public static IReadOnlyList<LearningTask> Tasks(LearningSource source, LanguageModel baseModel, SvfTrainingOptions options)
    {
        var tasks = source.Open(baseModel).Training;
        foreach (var task in tasks)
        {
            if (task.ExamplesIn(Split.Training) is var some && some < options.ExamplesPerTask)
                throw new ArgumentException($"Task '{task.Id}' has {some} training examples; expected at least {options.ExamplesPerTask}, those of one step (examples_per_task).");
            if (task.ExamplesIn(Split.Test) == 0)
                throw new ArgumentException($"Task '{task.Id}' has no examples kept out of training to be measured by. Name it under eval_ds_info of the list too: a part of its rows is then kept.");
        }
        return tasks;
    }

    /// <summary>What the experts begin with.</summary>
    /// <exception cref="AdapterFormatException">An expert does not fit the decomposition.</exception>
    public static SvfBeginning Beginnings(SvfTrainingOptions options, DecompositionManifest decomposition)
    {
        if (options.From is not { } from)
            return (task, length) => FirstGates.Random(task, length, options.Seed, options.InitialMean, options.InitialDeviation);
        if (!Directory.Exists(from))
        {
            var numbers = FirstGates.Of(Fitting(SvfExpertFile.Read(from), from, options, decomposition));
            return (_, _) => numbers;
        }
        var index = ExpertIndex.Read(from);
        return (task, _) => FirstGates.Of(Fitting(index.Expert(from, task), task, options, decomposition));
    }

    /// <summary>Digests of what the experts follow from, by setting.</summary>
    public static IReadOnlyDictionary<string, string> Sources(SvfTrainingOptions options, DecompositionManifest decomposition, IReadOnlyList<LearningTask> tasks)
    {
        var sources = new Dictionary<string, string>
        {
            [RunSources.BaseModel] = decomposition.BaseDigest.Value, // compared with the base's own before
            [RunSources.Decomposition] = decomposition.DigestFor(options.Targets).Value,
        };
        if (options.From is { } from)
            sources[RunSources.From] = Directory.Exists(from) ? DigestOf(from, tasks) : Digest.OfFile(from).Value;
        return sources;
    }

    private static string DigestOf(string folder, IReadOnlyList<LearningTask> tasks)
    {
        var index = ExpertIndex.Read(folder);
        return Digest.Of(System.Text.Encoding.ASCII.GetBytes(string.Join('\n', tasks.Select(task => SvfExpertFile.DigestOf(index.Expert(folder, task.Id)))))).Value;
    }

    private static SvfExpert Fitting(SvfExpert expert, string name, SvfTrainingOptions options, DecompositionManifest decomposition)
    {
        SvfFit.Check(expert, name, decomposition);
        return expert.Manifest.Targets.SequenceEqual(options.Targets)
            ? expert
            : throw new AdapterFormatException(AdapterFormatError.DoesNotFit,
                $"Expert '{name}' gates {SvfTargets.Show(expert.Manifest.Targets)}; the experts to train gate {SvfTargets.Show(options.Targets)}. Use --targets {SvfTargets.Show(expert.Manifest.Targets)} to begin with it.");
    }
}
