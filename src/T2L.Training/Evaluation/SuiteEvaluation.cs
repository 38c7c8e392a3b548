using T2L.Embedding;
using T2L.Models;
using T2L.Training.Data;
using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation;

/// <summary>Exact match of whole answers on the nano suite, also with descriptions that are not the task's own.</summary>
internal sealed class SuiteEvaluation(NanoLayout layout, Transformer model, TextEncoder encoder, int examples, int seed)
{
    private readonly AnswerEvaluation _answers = new(model, encoder, examples, seed);

    /// <summary>The base alone, its slots neutral.</summary>
    public double[] Base(IReadOnlyList<TaskDefinition> tasks) => _answers.Base(Laid(tasks));

    /// <summary>With adapters made from descriptions.</summary>
    /// <param name="tasks">Tasks whose inputs are asked.</param>
    /// <param name="describe">The description for a task, by its index.</param>
    /// <param name="adapters">Turns embeddings into adapters.</param>
    public double[] Described(IReadOnlyList<TaskDefinition> tasks, Func<TaskDefinition, int, string> describe, AdapterFactory adapters) =>
        _answers.Described(Laid(tasks), [.. tasks.Select(describe)], adapters);

    /// <summary>One wording of each task, drawn by the evaluation's seed.</summary>
    public Func<TaskDefinition, int, string> Own(Wording wording, int draw) =>
        (task, index) => task.Describe(new Random(Seeds.Mix(seed, draw, index)), wording);

    /// <summary>The description of another operation on the same kind of input, so that the answer could look right.</summary>
    public Func<TaskDefinition, int, string> OtherTask(IReadOnlyList<TaskDefinition> tasks, int draw) => (task, index) =>
    {
        var random = new Random(Seeds.Mix(seed, draw, index));
        var sameKind = tasks.Where(other => other.Kind == task.Kind && other.Family != task.Family).ToList();
        var pool = sameKind.Count > 0 ? sameKind : [.. tasks.Where(other => other.Family != task.Family)];
        return pool[random.Next(pool.Count)].Describe(random, Wording.Unseen);
    };

    /// <summary>Letters struck at random.</summary>
    public Func<TaskDefinition, int, string> RandomText(int draw) => (_, index) =>
    {
        var random = new Random(Seeds.Mix(seed, draw, index));
        return string.Join(' ', Enumerable.Range(0, 8).Select(_ => new string([.. Enumerable.Range(0, random.Next(2, 9)).Select(_ => (char)('a' + random.Next(26)))])));
    };

    private List<LearningTask> Laid(IReadOnlyList<TaskDefinition> tasks) => [.. tasks.Select(task => new NanoTask(task, layout))];
}
