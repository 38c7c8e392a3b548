using T2L.Adapters;
using T2L.Adapters.Svf;
using T2L.Contracts;
using T2L.Inference.Adapters;
using T2L.Models.Generation;
using T2L.Svf.Adaptation;
using T2L.Svf.Serving;

namespace T2L.Inference.Experts;

/// <summary>Scores experts that nobody has published on given answers, many in one batch.</summary>
/// <param name="scorer">Scores texts.</param>
/// <param name="loader">Brings experts to the device.</param>
internal sealed class ExpertExaminer(Scorer scorer, ExpertLoader loader)
{
    private const int RowsAtATime = 256;

    // Candidates of a search have no digest of their own that anybody would know.
    private static readonly Digest Nameless = Digest.Of("candidate"u8);

    /// <summary>How many experts go through together.</summary>
    public static int BatchSize(int texts) => Math.Max(1, RowsAtATime / Math.Max(1, texts));

    /// <summary>Checks experts and opens what they need from the disk.</summary>
    /// <exception cref="InferenceException">One does not fit.</exception>
    public void Prepare(IReadOnlyList<SvfExpert?> experts)
    {
        foreach (var expert in experts.OfType<SvfExpert>())
            loader.Prepare(expert, Nameless);
    }

    /// <summary>Scores prepared experts; null is the base model.</summary>
    public IReadOnlyList<IReadOnlyList<ShotScore>> Score(IReadOnlyList<SvfExpert?> experts, IReadOnlyList<(IReadOnlyList<int> Prompt, IReadOnlyList<int> Answer)> texts)
    {
        var loaded = new List<DeviceExpert?>();
        try
        {
            foreach (var expert in experts)
                loaded.Add(expert is null ? null : loader.ToDevice(expert, Nameless));
            using var batch = BatchExperts.For([.. loaded.SelectMany(expert => Enumerable.Repeat(expert, texts.Count))]);
            return [.. scorer.Score([.. loaded.SelectMany(_ => texts)], batch).Select(Whole).Chunk(texts.Count)];
        }
        finally
        {
            loaded.ForEach(expert => expert?.Dispose());
        }
    }

    private static ShotScore Whole(IReadOnlyList<TokenScore> tokens) =>
        new(tokens.All(token => token.IsLikeliest), tokens.Count == 0 ? 0 : tokens.Average(token => (double)token.LogProbability));
}
