using T2L.Models;
using T2L.Training.Data;
using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Svf;

/// <summary>Asks experts, each the same fixed examples of its task.</summary>
internal sealed class ExpertExam
{
    private readonly Transformer _network;
    private readonly int _tasks;
    private readonly int _examples;
    private readonly AnswerBatch _batch;

    /// <param name="network">The base.</param>
    /// <param name="tasks">One task an expert.</param>
    /// <param name="split">Where the examples come from.</param>
    /// <param name="examples">Examples of each task.</param>
    /// <param name="seed">Chooses them.</param>
    public ExpertExam(Transformer network, IReadOnlyList<LearningTask> tasks, Split split, int examples, int seed)
    {
        (_network, _tasks, _examples) = (network, tasks.Count, examples);
        _batch = new AnswerBatch([.. tasks.SelectMany(task =>
        {
            var random = new Random(Seeds.Mix(seed, (int)StableHash.Of("svf/exam", task.Id), (int)split));
            return Enumerable.Range(0, examples).Select(_ => task.Draw(random, split));
        })]);
    }

    /// <summary>Exact match of each expert, and the mean log-probability of a right answer's tokens.</summary>
    public (double ExactMatch, double LogLikelihood)[] Of(IProjectionAdapter adapter)
    {
        var scores = _batch.Scores(_network, adapter);
        return [.. Enumerable.Range(0, _tasks).Select(task => scores.AsSpan(task * _examples, _examples).ToArray())
            .Select(own => (own.Count(score => score.Exact) / (double)_examples, own.Average(score => score.LogLikelihood)))];
    }
}
