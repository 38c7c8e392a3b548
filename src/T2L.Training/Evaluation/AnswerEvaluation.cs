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

/// <summary>Exact match of whole answers on examples kept out of training, one figure a task, whatever the source of the tasks.</summary>
/// <param name="model">The base model's network.</param>
/// <param name="encoder">Embeds descriptions; null where none are asked.</param>
/// <param name="examples">Examples asked of each task.</param>
/// <param name="seed">Chooses examples and wordings.</param>
internal sealed class AnswerEvaluation(Transformer model, TextEncoder? encoder, int examples, int seed)
{
    private const int TasksAtATime = 16;

    /// <summary>With one adapter for all tasks, or with one that knows the rows of each: at most as many tasks as it was made for.</summary>
    public double[] With(IReadOnlyList<LearningTask> tasks, IProjectionAdapter adapter) =>
        Score(tasks, new AnswerBatch([.. tasks.SelectMany((task, t) => Examples(task, Seeds.Mix(seed, t)))]).ExactMatches(model, adapter));

    /// <summary>With adapters made from one description a task.</summary>
    /// <param name="tasks">Tasks whose examples are asked.</param>
    /// <param name="descriptions">The description to use for each.</param>
    /// <param name="adapters">Turns embeddings into adapters.</param>
    public double[] Described(IReadOnlyList<LearningTask> tasks, IReadOnlyList<string> descriptions, AdapterFactory adapters)
    {
        using var embeddings = encoder!.Embed(descriptions, CancellationToken.None).ToTensor(); // [tasks, E]
        return PerTask(tasks, (first, count, batch) =>
        {
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            var adapter = adapters(embeddings.narrow(0, first, count), examples);
            using (adapter as IDisposable)
                return batch.ExactMatches(model, adapter);
        });
    }

    /// <summary>One wording of each task, drawn by the evaluation's seed.</summary>
    public IReadOnlyList<string> Own(IReadOnlyList<LearningTask> tasks, Wording wording, int draw) =>
        [.. tasks.Select((task, index) => task.Describe(new Random(Seeds.Mix(seed, draw, index)), wording))];

    private double[] PerTask(IReadOnlyList<LearningTask> tasks, Func<int, int, AnswerBatch, bool[]> answer)
    {
        var scores = new double[tasks.Count];
        for (var first = 0; first < tasks.Count; first += TasksAtATime)
        {
            var count = Math.Min(TasksAtATime, tasks.Count - first);
            var hits = answer(first, count, new AnswerBatch([.. Enumerable.Range(first, count).SelectMany(t => Examples(tasks[t], Seeds.Mix(seed, t)))]));
            Score([.. tasks.Skip(first).Take(count)], hits).CopyTo(scores, first);
        }
        return scores;
    }

    private double[] Score(IReadOnlyList<LearningTask> tasks, bool[] hits) =>
        [.. tasks.Select((_, t) => hits.AsSpan(t * examples, examples).Count(true) / (double)examples)];

    private List<TokenizedExample> Examples(LearningTask task, int exampleSeed)
    {
        var random = new Random(exampleSeed);
        return Enumerable.Range(0, examples).Select(_ => task.Draw(random, Split.Test)).ToList();
    }
}
