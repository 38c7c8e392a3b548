using T2L.Adapters;
using T2L.Embedding;
using T2L.Hypernetwork;
using T2L.Hypernetwork.Tasks;
using T2L.Tokenizers;
using T2L.Training.Data;
using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Recipes;

/// <summary>
/// The last step of a hypernetwork's recipe: writes beside it what it was trained on, so that whoever describes a task can be told how
/// far from that it is, and how wide a search with examples should look.
/// </summary>
public static class KnownTasksStep
{
    private const int UnseenWordings = 4;
    private static readonly double[] Shares = [0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
    private static readonly Dictionary<double, double> NoQuantiles = [];

    /// <summary>Writes the two files for a hypernetwork that is there already, from as many wordings, with as many typing errors, as its training met.</summary>
    /// <param name="source">The tasks it was trained on.</param>
    /// <param name="baseModel">Base model directory; its tokenizer is all that is read.</param>
    /// <param name="encoder">Text encoder directory.</param>
    /// <param name="hypernetwork">The hypernetwork's folder.</param>
    /// <param name="seed">Draws wordings.</param>
    /// <param name="cancellation">Stops before anything is written.</param>
    public static KnownTasks Run(
        LearningSource source, string baseModel, string encoder, string hypernetwork, int seed = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var (wordings, typingErrors) = Met(hypernetwork);
        using var text = TextEncoder.Load(encoder);
        var tasks = source.Open(Tokenizer.Load(baseModel)).Training;
        return Write(hypernetwork, tasks, TaskEmbeddings.Of(tasks, wordings, Wording.Training, text, seed, cancellation, typingErrors), text, seed, cancellation);
    }

    /// <summary>Writes the two files from embeddings that training has made already.</summary>
    internal static KnownTasks Write(
        string hypernetwork, IReadOnlyList<LearningTask> tasks, TaskEmbeddings embeddings, TextEncoder encoder, int seed, CancellationToken cancellation)
    {
        var means = TensorData.FromFloats([.. tasks.SelectMany(task => embeddings.Mean(task))], tasks.Count, embeddings.Size);
        string[] names = [.. tasks.Select(task => task.Id)];
        // Wordings of training lie too near to tell where new ground begins.
        List<LearningTask> asked = [.. tasks.Where(task => task.HasUnseenWordings)];
        var quantiles = asked.Count == 0 ? [] : Quantiles(new KnownTasks(names, means, NoQuantiles).Distances(
            TaskEmbeddings.Of(asked, UnseenWordings, Wording.Unseen, encoder, Seeds.Mix(seed, UnseenWordings), cancellation).All));
        var known = new KnownTasks(names, means, quantiles);
        KnownTasksFile.Write(hypernetwork, known);
        return known;
    }

    // What no record says was the default of the recipe that trains such a hypernetwork.
    private static (int Wordings, double TypingErrors) Met(string hypernetwork)
    {
        var (stage, settings) = RunRecord.IsIn(hypernetwork) && RunRecord.Read(hypernetwork) is var run
            ? (run.Stage, run.Settings)
            : (HypernetworkCheckpoint.Read(hypernetwork).Config.TrainingTask == TrainingTask.Sft ? "sft" : "reconstruction", []);
        var wordings = RecordedSettings.Value<int>(stage, settings, "descriptions_per_task") ?? 0;
        var typingErrors = RecordedSettings.Value<double>(stage, settings, "typing_errors") ?? 0;
        var check = new SettingChecks($"the record of '{hypernetwork}'");
        check.Between(wordings, 1, 100_000, "descriptions_per_task");
        check.Between(typingErrors, 0, 1, "typing_errors");
        return (wordings, typingErrors);
    }

    private static Dictionary<double, double> Quantiles(double[] distances)
    {
        Array.Sort(distances);
        return Shares.ToDictionary(share => share, share => Math.Round(distances[(int)(share * (distances.Length - 1))], 5));
    }
}
