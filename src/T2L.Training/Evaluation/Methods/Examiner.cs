using T2L.Models;
using T2L.Training.Data;

namespace T2L.Training.Evaluation.Methods;

/// <summary>Asks the base and counts whole answers that are right.</summary>
internal sealed class Examiner(Transformer model)
{
    // Attention of a batch takes rows · heads · length² numbers: 30 MB at 512 tokens.
    private const int TokensOfBatch = 8192;

    /// <summary>With prompts alone; long ones are asked in smaller batches.</summary>
    /// <param name="questions">The questions of each task.</param>
    public IReadOnlyList<TaskScore> Ask(IReadOnlyList<IReadOnlyList<TokenizedExample>> questions)
    {
        var all = questions.SelectMany(own => own).ToList();
        var hits = new bool[all.Count];
        foreach (var batch in Batches(all))
        {
            var answers = new AnswerBatch([.. batch.Select(place => all[place])]).ExactMatches(model, null);
            for (var i = 0; i < batch.Count; i++)
                hits[batch[i]] = answers[i];
        }
        return Scores(questions, hits);
    }

    /// <summary>With an adapter that knows the rows of each task, as many for each, in one batch.</summary>
    /// <param name="questions">The questions of each task.</param>
    /// <param name="adapter">The adapter of the batch.</param>
    public IReadOnlyList<TaskScore> Ask(IReadOnlyList<IReadOnlyList<TokenizedExample>> questions, IProjectionAdapter adapter) =>
        Scores(questions, new AnswerBatch([.. questions.SelectMany(own => own)]).ExactMatches(model, adapter));

    private static IEnumerable<List<int>> Batches(List<TokenizedExample> all)
    {
        var batch = new List<int>();
        foreach (var place in Enumerable.Range(0, all.Count).OrderBy(place => all[place].Length))
        {
            if (batch.Count > 0 && (batch.Count + 1) * all[place].Length > TokensOfBatch)
            {
                yield return batch;
                batch = [];
            }
            batch.Add(place);
        }
        if (batch.Count > 0)
            yield return batch;
    }

    private static List<TaskScore> Scores(IReadOnlyList<IReadOnlyList<TokenizedExample>> questions, bool[] hits)
    {
        var scores = new List<TaskScore>();
        var first = 0;
        foreach (var own in questions)
        {
            scores.Add(new(hits.AsSpan(first, own.Count).Count(true) / (double)own.Count, own.Average(question => question.Prompt.Count)));
            first += own.Count;
        }
        return scores;
    }
}
