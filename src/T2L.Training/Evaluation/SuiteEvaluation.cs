using T2L.Embedding;
using T2L.Models;
using T2L.Training.Data;
using T2L.Training.Running;
using T2L.Training.Tasks;
using TorchSharp;
using static TorchSharp.torch;

namespace T2L.Training.Evaluation;

/// <summary>Makes the adapters of a batch from task embeddings [tasks, E]; rows are task-major, the same number for each task.</summary>
internal delegate IProjectionAdapter AdapterFactory(Tensor embeddings, int examplesPerTask);

/// <summary>Exact match of whole answers on inputs kept out of training, one figure a task.</summary>
internal sealed class SuiteEvaluation(NanoLayout layout, Transformer model, TextEncoder encoder, int examples, int seed)
{
    private const int TasksAtATime = 16;

    /// <summary>The base alone, its slots neutral.</summary>
    public double[] Base(IReadOnlyList<TaskDefinition> tasks) =>
        PerTask(tasks, seed, (_, _, batch) => batch.ExactMatches(model, null));

    /// <summary>With adapters made from descriptions.</summary>
    /// <param name="tasks">Tasks whose inputs are asked.</param>
    /// <param name="describe">The description for a task, by its index.</param>
    /// <param name="adapters">Turns embeddings into adapters.</param>
    public double[] Described(IReadOnlyList<TaskDefinition> tasks, Func<TaskDefinition, int, string> describe, AdapterFactory adapters)
    {
        using var embeddings = encoder.Embed([.. tasks.Select(describe)], CancellationToken.None).ToTensor(); // [tasks, E]
        return PerTask(tasks, seed, (first, count, batch) =>
        {
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            var adapter = adapters(embeddings.narrow(0, first, count), examples);
            using (adapter as IDisposable)
                return batch.ExactMatches(model, adapter);
        });
    }

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

    private double[] PerTask(IReadOnlyList<TaskDefinition> tasks, int inputSeed, Func<int, int, AnswerBatch, bool[]> answer)
    {
        var scores = new double[tasks.Count];
        for (var first = 0; first < tasks.Count; first += TasksAtATime)
        {
            var count = Math.Min(TasksAtATime, tasks.Count - first);
            var hits = answer(first, count, new AnswerBatch([.. Enumerable.Range(first, count).SelectMany(t => Inputs(tasks[t], Seeds.Mix(inputSeed, t)))]));
            for (var t = 0; t < count; t++)
                scores[first + t] = hits.AsSpan(t * examples, examples).Count(true) / (double)examples;
        }
        return scores;
    }

    private List<TokenizedExample> Inputs(TaskDefinition task, int inputSeed)
    {
        var random = new Random(inputSeed);
        return Enumerable.Range(0, examples).Select(_ => layout.Neutral(task.Sample(random, Split.Test))).ToList();
    }
}
