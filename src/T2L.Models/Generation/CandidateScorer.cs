using T2L.Adapters.Examples;
using T2L.Adapters.Lora;
using T2L.Models.Lora;

namespace T2L.Models.Generation;

/// <summary>Scores many adapters on the same answers, several adapters in one batch.</summary>
/// <param name="network">The base model's network.</param>
/// <param name="device">Where it computes; default the CPU.</param>
public sealed class CandidateScorer(Transformer network, TorchSharp.torch.Device? device = null)
{
    // Adapters of a batch lie side by side as one wide one; the products with foreign factors grow with their number.
    private const int AdaptersAtATime = 8;
    private const int RowsAtATime = 128;

    private readonly Scorer _scorer = new(network, device);

    /// <summary>How many adapters go through together.</summary>
    /// <param name="texts">Number of texts.</param>
    public static int BatchSize(int texts) => Math.Clamp(RowsAtATime / Math.Max(1, texts), 1, AdaptersAtATime);

    /// <summary>Scores adapters that are not on the device yet.</summary>
    /// <param name="adapters">The adapters; at most <see cref="BatchSize"/>, or memory grows.</param>
    /// <param name="texts">Prompt ids, at least one, and answer ids with the end of the answer.</param>
    /// <returns>For each adapter one score for each text.</returns>
    /// <exception cref="T2L.Adapters.AdapterFormatException">An adapter does not fit the network.</exception>
    public IReadOnlyList<IReadOnlyList<AnswerScore>> Score(
        IReadOnlyList<LoraAdapter> adapters, IReadOnlyList<(IReadOnlyList<int> Prompt, IReadOnlyList<int> Answer)> texts)
    {
        ArgumentNullException.ThrowIfNull(adapters);
        ArgumentNullException.ThrowIfNull(texts);
        var loaded = new List<DeviceAdapter>();
        try
        {
            foreach (var adapter in adapters)
                loaded.Add(DeviceAdapter.Load(adapter, network.Config, device, precision: network.Precision));
            var batch = BatchAdapters.For([.. loaded.SelectMany(adapter => Enumerable.Repeat(adapter, texts.Count))], device);
            using var joined = batch as IDisposable;
            var scores = _scorer.Score([.. loaded.SelectMany(_ => texts)], batch);
            return [.. scores.Select(Whole).Chunk(texts.Count)];
        }
        finally
        {
            foreach (var adapter in loaded)
                adapter.Dispose();
        }
    }

    private static AnswerScore Whole(IReadOnlyList<TokenScore> tokens) =>
        new(tokens.Sum(token => (double)token.LogProbability), tokens.All(token => token.IsLikeliest));
}
