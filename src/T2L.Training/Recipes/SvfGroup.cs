using System.Globalization;
using System.Text.Json;
using T2L.Adapters.Storage;
using T2L.Adapters.Svf;
using T2L.Training.Data;
using T2L.Training.Rows;
using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Recipes;

/// <summary>Tasks whose experts are trained in one batch.</summary>
internal sealed record SvfGroup(int Number, IReadOnlyList<LearningTask> Tasks, string RunFingerprint)
{
    /// <summary>Everything that its experts follow from: the run's settings, and which tasks share a batch.</summary>
    public string Fingerprint { get; } = $"{RunFingerprint} {string.Join(' ', Tasks)}";

    /// <summary>A step's examples of each task. They depend on seed, task and step alone, whatever else is in the batch.</summary>
    public IEnumerable<IReadOnlyList<TokenizedExample>> Examples(int step, SvfTrainingOptions options) => Tasks.Select(task =>
    {
        var random = new Random(SeedOf(task, step, options));
        return (IReadOnlyList<TokenizedExample>)[.. Enumerable.Range(0, options.ExamplesPerTask).Select(_ => task.Draw(random, Split.Training))];
    });

    /// <summary>The seed of one task's step.</summary>
    public static int SeedOf(LearningTask task, int step, SvfTrainingOptions options) => Seeds.Mix(options.Seed, (int)StableHash.Of("svf/step", task.Id), step);

    /// <summary>Where its checkpoint and log stay.</summary>
    public string Folder(SvfTrainingOptions options) => Path.Combine(options.WorkFolder(), string.Create(CultureInfo.InvariantCulture, $"group-{Number:D3}"));

    /// <summary>Written when its experts are; with it, and with them, the group is not trained again.</summary>
    public string File(SvfTrainingOptions options) => Path.Combine(Folder(options), "done.json");

    /// <summary>Whether its experts are there already.</summary>
    /// <exception cref="ArgumentException">They were trained with other settings, on another base or beside other tasks.</exception>
    public bool IsDone(SvfTrainingOptions options)
    {
        var file = File(options);
        if (!System.IO.File.Exists(file))
            return false;
        var done = SvfGroupFile.Read(file);
        return done.Fingerprint == Fingerprint
            ? done.Tasks.All(entry => System.IO.File.Exists(Path.Combine(options.Output, entry.Folder, SvfExpertFile.Name)))
            : throw new ArgumentException(
                $"'{file}' is of experts with other settings, tasks or base ({done.Fingerprint}) than these ({Fingerprint}). Use other --out and --work folders, or delete '{options.WorkFolder()}' to start anew.");
    }
}

/// <summary>What one finished group leaves behind, so that a stopped run goes on with the next.</summary>
/// <param name="Fingerprint">What its experts follow from.</param>
/// <param name="Tasks">They.</param>
/// <param name="Steps">Steps they took, fewer than planned where the group ended early.</param>
/// <param name="Seconds">Time they took.</param>
internal sealed record SvfGroupFile(string Fingerprint, IReadOnlyList<ExpertEntry> Tasks, int Steps, double Seconds)
{
    public static SvfGroupFile Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<SvfGroupFile>(File.ReadAllBytes(path)) is { Tasks: not null } file ? file : throw new JsonException("it lists no experts");
        }
        catch (JsonException exception)
        {
            throw new DataFormatException(path, $"the file is damaged: {exception.Message}. Delete it to train its experts again.", exception);
        }
    }

    public void Write(string path) => AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(this));
}
