using System.Globalization;
using T2L.Training.Data;
using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Recipes;

/// <summary>Tasks whose LoRAs are trained in one batch.</summary>
internal sealed record OracleGroup(int Number, IReadOnlyList<LearningTask> Tasks)
{
    /// <summary>Examples of a step, task after task.</summary>
    public AnswerBatch Batch(int step, OracleOptions options) => new([.. Tasks.SelectMany((task, place) =>
    {
        var random = new Random(Seeds.Mix(options.Seed, Number, place, step));
        return Enumerable.Range(0, options.ExamplesPerTask).Select(_ => task.Draw(random, Split.Training));
    })]);

    /// <summary>Where its checkpoint and log stay.</summary>
    public string Folder(OracleOptions options) => Path.Combine(
        options.Work ?? options.Output.TrimEnd('/') + ".work", string.Create(CultureInfo.InvariantCulture, $"group-{Number:D3}"));

    /// <summary>Written when its LoRAs are; with it the group is not trained again.</summary>
    public string File(OracleOptions options) => Path.Combine(Folder(options), "done.json");
}
