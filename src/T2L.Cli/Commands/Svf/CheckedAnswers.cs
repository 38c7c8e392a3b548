using T2L.Adapters.Examples;
using T2L.Adapters.Examples.Checking;
using T2L.Adapters.Svf;
using T2L.Contracts;
using T2L.Inference;
using T2L.Svf.Adaptation;

namespace T2L.Cli.Commands.Svf;

/// <summary>Scores experts by answers of their own, read by a checker, for models that reason before they answer. Likelihood is still that of the given answer.</summary>
/// <param name="engine">Answers, all examples of an expert in one batch.</param>
/// <param name="source">Where the engine finds an expert while it is asked.</param>
/// <param name="checker">Says what is right.</param>
/// <param name="maxTokens">Longest answer.</param>
internal sealed class CheckedAnswers(BuiltInEngine engine, ExpertsInMemory source, IAnswerChecker checker, int maxTokens) : IExpertScorer
{
    public async Task<IReadOnlyList<IReadOnlyList<ShotScore>>> ScoreExpertsAsync(
        IReadOnlyList<SvfExpert?> experts, IReadOnlyList<AnswerExample> examples, CancellationToken cancellationToken)
    {
        var given = await engine.ScoreExpertsAsync(experts, examples, cancellationToken).ConfigureAwait(false);
        var scores = new List<IReadOnlyList<ShotScore>>(experts.Count);
        foreach (var (expert, own) in experts.Zip(given))
        {
            var right = await RightAsync(expert, examples, cancellationToken).ConfigureAwait(false);
            scores.Add([.. own.Zip(right, (score, isRight) => score with { IsExact = isRight })]);
        }

        return scores;
    }

    private async Task<bool[]> RightAsync(SvfExpert? expert, IReadOnlyList<AnswerExample> examples, CancellationToken cancellationToken)
    {
        using var lent = expert is null ? null : source.Lend(expert);
        return await Task.WhenAll(examples.Select(async example =>
        {
            var answer = await engine.CompleteAsync(CompletionRequest.OfUser(example.Input, lent?.Digest, maxTokens), cancellationToken).ConfigureAwait(false);
            return checker.IsRight(answer.Text, example.Answer);
        })).ConfigureAwait(false);
    }
}
