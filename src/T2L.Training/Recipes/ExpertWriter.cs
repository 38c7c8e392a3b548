using System.Globalization;
using System.Text;
using T2L.Adapters.Storage;
using T2L.Adapters.Svf;
using T2L.Svf.Adaptation;
using T2L.Tokenizers;
using T2L.Training.Cards;
using T2L.Training.Data;
using T2L.Training.Svf;
using T2L.Training.Tasks;
using static TorchSharp.torch;

namespace T2L.Training.Recipes;

/// <summary>From the numbers of a trained group to files: an expert with its card for each task, and what the index says of it.</summary>
internal sealed class ExpertWriter(SvfMethod method, SvfTrainingOptions options, DecompositionManifest decomposition, IReadOnlyDictionary<string, string> sources, Tokenizer tokenizer)
{
    /// <summary>Measures the experts once more, on examples that training never saw, and writes them.</summary>
    public void Write(SvfGroup group, GateBank bank, GatedNetwork network, ExpertExam validation, int steps, double seconds)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var test = ExpertExam.Drawn(network.Network, group.Tasks, Split.Test, options.TestExamples, options);
        var adapter = bank.ForBatch();
        var (kept, chosen) = (test.Of(adapter), validation.Of(adapter));
        var entries = group.Tasks.Select((task, place) => new ExpertEntry(task.Id, task.Id.Replace('/', '.'), kept[place].ExactMatch, chosen[place].ExactMatch)).ToList();
        foreach (var (entry, place) in entries.Select((entry, place) => (entry, place)))
            Write(entry, group.Tasks[place], bank, place, steps);
        new SvfGroupFile(group.Fingerprint, entries, steps, seconds).Write(group.File(options));
    }

    private void Write(ExpertEntry entry, LearningTask task, GateBank bank, int place, int steps)
    {
        var expert = new SvfExpert(new SvfManifest
        {
            BaseModel = decomposition.BaseModel,
            BaseDigest = decomposition.BaseDigest,
            DecompositionDigest = decomposition.DigestFor(options.Targets),
            Targets = options.Targets,
            Label = task.Id,
            Origin = Origin(entry, task, steps),
        }, bank.Vectors(place));
        var folder = Path.Combine(options.Output, entry.Folder);
        SvfExpertFile.Write(Path.Combine(folder, SvfExpertFile.Name), expert);
        AtomicFile.Write(Path.Combine(folder, "README.md"), Encoding.UTF8.GetBytes(ExpertCard.Of(task, entry, expert, options, tokenizer).ToString()));
    }

    // No times: experts of equal numbers are equal bytes.
    private SvfOrigin Origin(ExpertEntry entry, LearningTask task, int steps)
    {
        var details = new Dictionary<string, string>
        {
            ["task"] = entry.Task,
            ["seed"] = options.Seed.ToString(CultureInfo.InvariantCulture),
            ["steps"] = steps.ToString(CultureInfo.InvariantCulture),
            ["settings"] = RecordedSettings.Changed(method.Stage, options).ToJsonString(),
            ["exact_match"] = entry.ExactMatch.ToString("0.####", CultureInfo.InvariantCulture),
            ["validation"] = entry.Validation.ToString("0.####", CultureInfo.InvariantCulture),
        };
        if (task.Labels.Count > 0)
            details[DispatchLetters.LabelsDetail] = string.Join('\n', task.Labels);
        if (sources.TryGetValue(RunSources.From, out var from))
            details["from_digest"] = from;
        return new SvfOrigin(method.Name, details);
    }
}
