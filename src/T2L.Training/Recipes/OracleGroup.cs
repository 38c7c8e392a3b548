using System.Globalization;
using T2L.Adapters.Peft;
using T2L.Training.Data;
using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Recipes;

/// <summary>Tasks whose LoRAs are trained in one batch.</summary>
internal sealed record OracleGroup(int Number, IReadOnlyList<LearningTask> Tasks, string RunFingerprint)
{
    /// <summary>Everything that its LoRAs follow from: the run's settings, and which tasks share a batch.</summary>
    public string Fingerprint { get; } = $"{RunFingerprint} {string.Join(' ', Tasks)}";

    /// <summary>Examples of a step, task after task.</summary>
    public AnswerBatch Batch(int step, OracleOptions options) => new([.. Tasks.SelectMany((task, place) =>
    {
        var random = new Random(Seeds.Mix(options.Seed, Number, place, step));
        return Enumerable.Range(0, options.ExamplesPerTask).Select(_ => task.Draw(random, Split.Training));
    })], equalSamples: !options.TokenWeighted);

    /// <summary>Where its checkpoint and log stay.</summary>
    public string Folder(OracleOptions options) => Path.Combine(options.WorkFolder(), string.Create(CultureInfo.InvariantCulture, $"group-{Number:D3}"));

    /// <summary>Written when its LoRAs are; with it, and with them, the group is not trained again.</summary>
    public string File(OracleOptions options) => Path.Combine(Folder(options), "done.json");

    /// <summary>Whether its LoRAs are there already.</summary>
    /// <exception cref="ArgumentException">They were trained with other settings, on another base or beside other tasks.</exception>
    public bool IsDone(OracleOptions options)
    {
        var file = File(options);
        if (!System.IO.File.Exists(file))
            return false;
        var done = OracleGroupFile.Read(file);
        return done.Fingerprint == Fingerprint
            ? done.Tasks.All(entry => System.IO.File.Exists(Path.Combine(options.Output, entry.Folder, PeftDirectory.WeightsName)))
            : throw new ArgumentException(
                $"'{file}' is of LoRAs with other settings, tasks or base ({done.Fingerprint}) than these ({Fingerprint}). Use other --out and --work folders, or delete '{options.WorkFolder()}' to start anew.");
    }
}
