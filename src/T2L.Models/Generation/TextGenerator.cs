using T2L.Tokenizers;
using static TorchSharp.torch;

namespace T2L.Models.Generation;

/// <summary>Continues a batch of prompts together, one token a step for all of them, over a key-value cache.</summary>
/// <param name="network">The network.</param>
/// <param name="tokenizer">For texts and stop texts; null where only ids matter.</param>
/// <param name="device">Where the network computes; default the CPU.</param>
/// <remarks>Prompts are padded on the left. A row's tokens do not depend on what else is in the batch, but for the rounding of sums.</remarks>
public sealed class TextGenerator(Transformer network, Tokenizer? tokenizer = null, Device? device = null)
{
    // Memory is set aside for this many tokens at first; few answers are longer, and the cache grows.
    private const int FirstSteps = 128;

    private ModelConfig Config => network.Config;

    /// <summary>A generator for a loaded model.</summary>
    public static TextGenerator For(LanguageModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new TextGenerator(model.Network, model.Tokenizer, model.Device);
    }

    /// <summary>Continues each prompt until it ends.</summary>
    /// <param name="requests">The prompts; at least one.</param>
    /// <param name="adapter">Added to projections of the batch, row by row; null for the base model.</param>
    /// <param name="onStep">Told of every token as it is produced, on the calling thread; null for nobody.</param>
    /// <param name="cancellationToken">Ends the whole batch.</param>
    /// <returns>One result for each request, in their order.</returns>
    /// <exception cref="ArgumentException">A request is not usable; the message says why.</exception>
    public IReadOnlyList<GenerationResult> Generate(
        IReadOnlyList<GenerationRequest> requests,
        IProjectionAdapter? adapter = null,
        Action<GenerationStep>? onStep = null,
        CancellationToken cancellationToken = default)
    {
        var rows = Begin(requests);
        int longest = requests.Max(request => request.Prompt.Count);
        int steps = requests.Max(request => Limit(request));
        using var _ = no_grad();
        using var cache = network.NewCache(rows.Length, longest + Math.Min(steps, FirstSteps));

        int[] next = Prefill(requests, rows, longest, cache, adapter);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Accept(rows, next, onStep);
            if (rows.All(row => row.Result is not null))
                return [.. rows.Select(row => row.Result!)];
            next = Step(rows, cache, adapter);
        }
    }

    private Row[] Begin(IReadOnlyList<GenerationRequest> requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        if (requests.Count == 0)
            throw new ArgumentException("The batch has no requests.", nameof(requests));
        foreach (var request in requests)
        {
            request.Validate(Config);
            if (tokenizer is null && request.Stop.Count > 0)
                throw new ArgumentException("Stop texts need a tokenizer, and this generator has none.", nameof(requests));
        }
        return [.. requests.Select(request => new Row(request, Limit(request), Config.EosTokenIds, tokenizer))];
    }

    private int Limit(GenerationRequest request) => Math.Min(request.MaxTokens, Config.MaxPositions - request.Prompt.Count);

    private int[] Prefill(
        IReadOnlyList<GenerationRequest> requests, Row[] rows, int longest, KeyValueCache cache, IProjectionAdapter? adapter)
    {
        using var scope = NewDisposeScope();
        var (ids, mask) = LeftPadded.Of([.. requests.Select(request => request.Prompt)], longest, Config.PadTokenId ?? 0, device);
        var hidden = network.Hidden(ids, mask, cache, adapter); // [B, T, H]
        return Pick(rows, network.Logits(hidden.select(1, longest - 1)));
    }

    private int[] Step(Row[] rows, KeyValueCache cache, IProjectionAdapter? adapter)
    {
        using var scope = NewDisposeScope();
        long[] last = Array.ConvertAll(rows, row => (long)row.Last);
        var ids = tensor(last, [rows.Length, 1], dtype: ScalarType.Int64, device: device);
        var hidden = network.Hidden(ids, attentionMask: null, cache, adapter); // [B, 1, H]
        return Pick(rows, network.Logits(hidden.select(1, 0)));
    }

    private static int[] Pick(Row[] rows, Tensor logits) // [B, V]
    {
        int[] picked = Array.ConvertAll(logits.argmax(-1).cpu().data<long>().ToArray(), token => (int)token);
        for (int i = 0; i < rows.Length; i++)
            if (rows[i] is { Result: null, Sampler: { } sampler })
                picked[i] = sampler.Next(logits[i].cpu().data<float>().ToArray());
        return picked;
    }

    private static void Accept(Row[] rows, int[] tokens, Action<GenerationStep>? onStep)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            if (row.Result is not null)
                continue;
            if (row.EndIfCancelled())
                onStep?.Invoke(new GenerationStep(i, null, "", row.Result));
            else
            {
                string text = row.Add(tokens[i]);
                onStep?.Invoke(new GenerationStep(i, tokens[i], text, row.Result));
            }
        }
    }
}
