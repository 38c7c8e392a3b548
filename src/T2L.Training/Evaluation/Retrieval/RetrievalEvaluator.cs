using T2L.Embedding;
using T2L.Training.Data;

namespace T2L.Training.Evaluation.Retrieval;

/// <summary>Measures how well descriptions in unseen words find their task: an encoder beside TF-IDF and hashed n-grams.</summary>
public static class RetrievalEvaluator
{
    private const int ConfusionsShown = 20;

    /// <summary>Asks with every held-out description; every training description is in the gallery.</summary>
    /// <param name="tasks">Tasks to tell apart, from <see cref="DescriptionFile"/>.</param>
    /// <param name="encoder">The encoder.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public static RetrievalReport Run(IReadOnlyList<DescribedTask> tasks, TextEncoder encoder, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(encoder);
        var owners = tasks.SelectMany((task, number) => task.HeldOut.Select(_ => number)).ToList();
        List<string> queries = [.. tasks.SelectMany(task => task.HeldOut)];
        var answers = Answers(new EmbeddingIndex(tasks, encoder, cancellation).Scores(queries, cancellation), owners);
        return new(tasks.Count, tasks.Sum(task => task.Training.Count), queries.Count,
        [
            Row("encoder", answers),
            Row("TF-IDF, words and pairs", Asked(new TermIndex(tasks, TextTerms.WordsAndPairs, rareCounts: true))),
            Row("hashed n-grams", Asked(new TermIndex(tasks, TextTerms.HashedNgrams, rareCounts: false))),
        ], Confusions(tasks, answers));

        List<Answer> Asked(TermIndex index) => Answers(queries.Select(query =>
        {
            cancellation.ThrowIfCancellationRequested();
            return index.Scores(query);
        }), owners);
    }

    private static List<Answer> Answers(IEnumerable<float[]> scores, List<int> owners) => [.. scores.Zip(owners, (row, owner) => new Answer(
        owner, Array.IndexOf(row, row.Max()), row.Where((score, task) => score > row[owner] || (score == row[owner] && task < owner)).Count()))];

    private static RetrievalRow Row(string method, List<Answer> answers)
    {
        var first = answers.Count(answer => answer.Better == 0);
        var (low, high) = WilsonInterval.Of(first, answers.Count);
        return new(method, (double)first / answers.Count, answers.Count(answer => answer.Better < 5) / (double)answers.Count, low, high);
    }

    private static List<RetrievalConfusion> Confusions(IReadOnlyList<DescribedTask> tasks, List<Answer> answers) =>
    [
        .. answers.Where(answer => answer.Found != answer.Task)
            .GroupBy(answer => (Math.Min(answer.Found, answer.Task), Math.Max(answer.Found, answer.Task)))
            .OrderByDescending(pair => pair.Count()).ThenBy(pair => pair.Key)
            .Take(ConfusionsShown)
            .Select(pair => new RetrievalConfusion(tasks[pair.Key.Item1].Id, tasks[pair.Key.Item2].Id, pair.Count())),
    ];

    /// <summary>What became of a query.</summary>
    /// <param name="Task">Its own task.</param>
    /// <param name="Found">The nearest task.</param>
    /// <param name="Better">Tasks that lie nearer than its own; of equally near ones the earlier counts as nearer.</param>
    private sealed record Answer(int Task, int Found, int Better);
}
