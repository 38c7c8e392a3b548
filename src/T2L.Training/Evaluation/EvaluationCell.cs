using T2L.Training.Evaluation.Methods;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation;

/// <summary>One method on one split of one seed: what is asked, and in the end what came out.</summary>
internal sealed class EvaluationCell
{
    private const int TasksAtATime = 16;

    // Costly methods are taken in smaller parts, or the last of them would keep one worker long after the others.
    private const double CostAtATime = 128;

    private readonly TaskScore[] _scores;
    private int _open;

    public EvaluationCell(EvaluationWorld world, IEvaluationMethod method, EvaluationSplit split)
    {
        (World, Method, Split) = (world, method, split);
        Tasks = [.. split.Tasks.Where(task => method.Covers(split, task))];
        _scores = new TaskScore[Tasks.Count];
        var size = Math.Clamp((int)(CostAtATime / method.Cost), 1, TasksAtATime);
        Pieces = [.. Enumerable.Range(0, (Tasks.Count + size - 1) / size).Select(piece => (piece * size)..Math.Min((piece + 1) * size, Tasks.Count))];
        _open = Pieces.Count;
    }

    public EvaluationWorld World { get; }

    public IEvaluationMethod Method { get; }

    public EvaluationSplit Split { get; }

    public IReadOnlyList<TaskDefinition> Tasks { get; }

    public IReadOnlyList<TaskScore> Scores => _scores;

    /// <summary>Parts that a worker takes at a time.</summary>
    public IReadOnlyList<Range> Pieces { get; }

    /// <summary>Questions of some tasks.</summary>
    public long Questions(int tasks) => (long)tasks * World.Questions.Wordings * World.Questions.Examples;

    /// <summary>Measures a part.</summary>
    /// <returns>Whether it was the last one.</returns>
    public bool Measure(Range piece)
    {
        var (first, count) = piece.GetOffsetAndLength(Tasks.Count);
        var scores = Method.Score([.. Tasks.Skip(first).Take(count)], Split.Wording);
        for (var i = 0; i < count; i++)
            _scores[first + i] = scores[i];
        return Interlocked.Decrement(ref _open) == 0;
    }
}
