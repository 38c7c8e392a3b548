using T2L.Adapters;
using T2L.Adapters.Svf;
using T2L.Inference.Adapters;
using T2L.Models.Generation;
using T2L.Svf.Adaptation;
using T2L.Svf.Serving;

namespace T2L.Inference.Experts;

/// <summary>Scores experts that nobody has published on given answers, many in one batch.</summary>
/// <param name="scorer">Scores texts.</param>
/// <param name="loader">Brings experts to the device.</param>
/// <param name="onDevice">Runs a short job on the thread that computes.</param>
internal sealed class ExpertExaminer(Scorer scorer, ExpertLoader loader, Func<Func<IReadOnlyList<ShotScore>>, Task<IReadOnlyList<ShotScore>>> onDevice)
{
    private const int RowsAtATime = 256;

    // A batch is as wide as its longest row. Activations of so many tokens take half a gigabyte at Llama-3-8B's shape.
    private const int TokensAtATime = 8192;

    // Candidates of a search have no digest of their own that anybody would know.
    private static readonly Digest Nameless = Digest.Of("candidate"u8);

    /// <summary>Scores experts; null is the base model.</summary>
    /// <returns>For each expert one score for each text.</returns>
    /// <exception cref="Contracts.InferenceException">One does not fit.</exception>
    public async Task<IReadOnlyList<IReadOnlyList<ShotScore>>> ScoreAsync(
        IReadOnlyList<SvfExpert?> experts, IReadOnlyList<(IReadOnlyList<int> Prompt, IReadOnlyList<int> Answer)> texts, CancellationToken cancellationToken)
    {
        foreach (var expert in experts.OfType<SvfExpert>())
            await loader.PrepareAsync(expert, Nameless, cancellationToken).ConfigureAwait(false);
        var scores = experts.Select(_ => new List<ShotScore>(texts.Count)).ToArray();
        (int Expert, int Text)[] rows = [.. Enumerable.Range(0, experts.Count).SelectMany(expert => Enumerable.Range(0, texts.Count).Select(text => (expert, text)))];
        foreach (var batch in Batches([.. rows.Select(row => texts[row.Text].Prompt.Count + texts[row.Text].Answer.Count)]))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var asked = rows[batch];
            var answered = await onDevice(() => Score([.. asked.Select(row => experts[row.Expert])], [.. asked.Select(row => texts[row.Text])])).ConfigureAwait(false);
            foreach (var (row, score) in asked.Zip(answered))
                scores[row.Expert].Add(score);
        }

        return scores;
    }

    /// <summary>Rows that go through together: as many as fit, at least one.</summary>
    /// <param name="lengths">Tokens of each row.</param>
    internal static IEnumerable<Range> Batches(IReadOnlyList<int> lengths)
    {
        var (first, longest) = (0, 0);
        for (var row = 0; row < lengths.Count; row++)
        {
            longest = Math.Max(longest, lengths[row]);
            var count = row - first + 1;
            if (count > 1 && (count > RowsAtATime || (long)count * longest > TokensAtATime))
            {
                yield return first..row;
                (first, longest) = (row, lengths[row]);
            }
        }

        if (first < lengths.Count)
            yield return first..lengths.Count;
    }

    // One row, one expert; an expert of several rows is on the device once.
    private IReadOnlyList<ShotScore> Score(IReadOnlyList<SvfExpert?> rows, IReadOnlyList<(IReadOnlyList<int> Prompt, IReadOnlyList<int> Answer)> texts)
    {
        var loaded = new Dictionary<SvfExpert, DeviceExpert>();
        try
        {
            foreach (var expert in rows.OfType<SvfExpert>().Distinct())
                loaded.Add(expert, loader.ToDevice(expert, Nameless));
            using var batch = BatchExperts.For([.. rows.Select(expert => expert is null ? null : loaded[expert])]);
            return [.. scorer.Score(texts, batch).Select(Whole)];
        }
        finally
        {
            foreach (var expert in loaded.Values)
                expert.Dispose();
        }
    }

    private static ShotScore Whole(IReadOnlyList<TokenScore> tokens) =>
        new(tokens.All(token => token.IsLikeliest), tokens.Count == 0 ? 0 : tokens.Average(token => (double)token.LogProbability));
}
