using T2L.Adapters.Examples;
using T2L.Adapters.Svf;
using T2L.Models;
using T2L.Svf.Adaptation;
using T2L.Training.Data;
using T2L.Training.Tasks;
using static TorchSharp.torch;

namespace T2L.Training.Evaluation.Strategies;

/// <summary>Scores experts on examples in mixed batches, and counts the tokens that it took. For one thread.</summary>
internal sealed class StrategyScorer(StrategyWorld world) : IExpertScorer
{
    private const int RowsAtATime = 256;

    /// <summary>Tokens so far.</summary>
    public long Tokens { get; private set; }

    public Task<IReadOnlyList<IReadOnlyList<ShotScore>>> ScoreExpertsAsync(
        IReadOnlyList<SvfExpert?> experts, IReadOnlyList<AnswerExample> examples, CancellationToken cancellationToken)
    {
        TokenizedExample[] texts = [.. examples.Select(example => world.Layout.Neutral(new TaskExample(example.Input, example.Answer)))];
        var scores = new List<IReadOnlyList<ShotScore>>(experts.Count);
        foreach (var batch in experts.Chunk(Math.Max(1, RowsAtATime / texts.Length)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            scores.AddRange(Score(batch, texts));
        }

        Tokens += experts.Count * texts.Sum(text => (long)text.Length);
        return Task.FromResult<IReadOnlyList<IReadOnlyList<ShotScore>>>(scores);
    }

    private IEnumerable<IReadOnlyList<ShotScore>> Score(SvfExpert?[] experts, TokenizedExample[] texts)
    {
        // The base model is not gated at all.
        var alone = experts.Contains(null) ? Score(1, texts, null)[0] : [];
        SvfExpert[] gated = [.. experts.OfType<SvfExpert>()];
        if (gated.Length == 0)
            return experts.Select(_ => alone);
        using var served = ServedExperts.Of(gated, world.Served, texts.Length);
        var (scores, next) = (Score(gated.Length, texts, served), 0);
        return [.. experts.Select(expert => expert is null ? alone : scores[next++])];
    }

    private IReadOnlyList<ShotScore>[] Score(int experts, TokenizedExample[] texts, IProjectionAdapter? adapter)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var batch = new AnswerBatch([.. Enumerable.Repeat(texts, experts).SelectMany(same => same)]);
        return [.. batch.Scores(world.Model.Network, adapter).Select(score => new ShotScore(score.Exact, score.LogLikelihood)).Chunk(texts.Length)];
    }
}
