using T2L.Models;
using T2L.Models.Generation;
using T2L.Training.Data;
using T2L.Training.Recipes;
using T2L.Training.Running;
using T2L.Training.Tasks;
using static TorchSharp.torch;

namespace T2L.Training.Svf;

/// <summary>Asks experts, each its own examples. Whole answers are judged in one pass with the answer given; a checker's task is answered and read.</summary>
/// <param name="network">The base.</param>
/// <param name="papers">One an expert, with as many examples each.</param>
/// <param name="options">How many rows go through at once, and how long answers get.</param>
internal sealed class ExpertExam(Transformer network, IReadOnlyList<ExamPaper> papers, SvfTrainingOptions options)
{
    private readonly int _examples = papers[0].Examples.Count;

    /// <summary>The exam of a group of tasks, by fixed examples.</summary>
    public static ExpertExam Drawn(Transformer network, IReadOnlyList<LearningTask> tasks, Split split, int examples, SvfTrainingOptions options) =>
        new(network, [.. tasks.Select(task => ExamPaper.Drawn(task, split, examples, options.Seed))], options);

    /// <summary>Share of right answers of each expert, and the mean log-probability of a right answer's tokens.</summary>
    public (double ExactMatch, double LogLikelihood)[] Of(IProjectionAdapter adapter) =>
        [.. Scores(adapter).Select(own => (own.Count(score => score.Exact) / (double)own.Length, own.Average(score => score.LogLikelihood)))];

    /// <summary>How each expert did on each of its examples.</summary>
    public AnswerScore[][] Scores(IProjectionAdapter adapter)
    {
        AnswerScore[][] scores = [.. papers.Select(_ => new AnswerScore[_examples])];
        foreach (var share in Batches.Shares(Enumerable.Range(0, _examples).ToArray(), options.SharesOf(papers.Count, _examples)))
            Score(share, adapter, scores);
        return scores;
    }

    private void Score(int[] share, IProjectionAdapter adapter, AnswerScore[][] scores)
    {
        var rows = papers.SelectMany((paper, expert) => share.Select(place => (Expert: expert, Place: place, Example: paper.Examples[place]))).ToList();
        var given = new AnswerBatch([.. rows.Select(row => row.Example)]).Scores(network, adapter);
        var said = papers.Any(paper => paper.Task.Checker is not null) ? Answers([.. rows.Select(row => row.Example)], adapter) : null;
        foreach (var ((expert, place, example), row) in rows.Select((row, number) => (row, number)))
        {
            var task = papers[expert].Task;
            scores[expert][place] = said is null || task.Checker is null ? given[row] : given[row] with { Exact = task.IsRight(example, said[row]) };
        }
    }

    private List<IReadOnlyList<int>> Answers(List<TokenizedExample> examples, IProjectionAdapter adapter)
    {
        using var scope = NewDisposeScope();
        var requests = examples.Select(example => new GenerationRequest(example.Prompt) { MaxTokens = options.MaxTokens, Temperature = 0 });
        return [.. new TextGenerator(network, device: network.Device).Generate([.. requests], adapter).Select(result => result.Tokens)];
    }
}
