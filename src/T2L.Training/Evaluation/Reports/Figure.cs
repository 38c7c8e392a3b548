using T2L.Training.Evaluation.Methods;

namespace T2L.Training.Evaluation.Reports;

/// <summary>What one method did on one task of one split and seed.</summary>
internal sealed record Figure(int Seed, string Method, string Split, string Task, string Family, TaskScore Score)
{
    /// <summary>The figures of a cell. What does not read descriptions is the same in training wordings and in others.</summary>
    public static IEnumerable<Figure> Of(EvaluationCell cell)
    {
        var splits = !cell.Method.ReadsDescriptions && cell.Split.Name == EvaluationSplit.Seen
            ? new[] { EvaluationSplit.Seen, EvaluationSplit.UnseenWording }
            : [cell.Split.Name];
        return splits.SelectMany(split => cell.Tasks.Zip(cell.Scores,
            (task, score) => new Figure(cell.World.Suite.Seed, cell.Method.Name.Name, split, task.Id, task.Family, score)));
    }
}
