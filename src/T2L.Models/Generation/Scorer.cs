using static TorchSharp.torch;

namespace T2L.Models.Generation;

/// <summary>Scores given continuations in one forward pass (teacher forcing).</summary>
/// <remarks>A continuation is what greedy generation produces exactly when each of its tokens is the likeliest.</remarks>
/// <param name="network">The network.</param>
/// <param name="device">Where it computes; default the CPU.</param>
public sealed class Scorer(Transformer network, Device? device = null)
{
    /// <summary>Scores each continuation after its prompt.</summary>
    /// <param name="texts">Prompt ids, at least one, and continuation ids.</param>
    /// <param name="adapter">Added to projections of the batch; null for the base model.</param>
    /// <returns>For each text one score for each token of the continuation.</returns>
    public IReadOnlyList<IReadOnlyList<TokenScore>> Score(
        IReadOnlyList<(IReadOnlyList<int> Prompt, IReadOnlyList<int> Continuation)> texts, IProjectionAdapter? adapter = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.Any(text => text.Prompt.Count == 0))
            throw new ArgumentException("A prompt has no tokens; the first token of a continuation is scored after at least one.", nameof(texts));
        if (texts.All(text => text.Continuation.Count == 0))
            return [.. texts.Select(_ => (IReadOnlyList<TokenScore>)[])];

        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var (ids, positions, targets) = Lay(texts);
        var hidden = network.Hidden(ids, attentionMask: null, cache: null, adapter).reshape(-1, network.Config.HiddenSize); // [B·T, H]
        var logits = network.Logits(hidden.index_select(0, positions)); // [M, V]
        var scores = logits.log_softmax(-1).gather(1, targets.unsqueeze(1)).cpu().data<float>().ToArray(); // [M]
        long[] likeliest = logits.argmax(-1).cpu().data<long>().ToArray();
        return Cut(texts, scores, likeliest);
    }

    /// <summary>Ids padded on the right, where no token sees the padding; places that predict a continuation's tokens; these tokens.</summary>
    private (Tensor Ids, Tensor Positions, Tensor Targets) Lay(IReadOnlyList<(IReadOnlyList<int> Prompt, IReadOnlyList<int> Continuation)> texts)
    {
        int width = texts.Max(text => text.Prompt.Count + text.Continuation.Count);
        var ids = new long[texts.Count * width];
        List<long> positions = [], targets = [];
        for (int row = 0; row < texts.Count; row++)
        {
            var (prompt, continuation) = texts[row];
            for (int i = 0; i < prompt.Count; i++)
                ids[row * width + i] = prompt[i];
            for (int i = 0; i < continuation.Count; i++)
            {
                ids[row * width + prompt.Count + i] = continuation[i];
                positions.Add(row * width + prompt.Count + i - 1);
                targets.Add(continuation[i]);
            }
        }
        return (tensor(ids, [texts.Count, width], dtype: ScalarType.Int64, device: device), Vector(positions), Vector(targets));

        Tensor Vector(List<long> values) => tensor(values.ToArray(), [values.Count], dtype: ScalarType.Int64, device: device);
    }

    private static List<IReadOnlyList<TokenScore>> Cut(
        IReadOnlyList<(IReadOnlyList<int> Prompt, IReadOnlyList<int> Continuation)> texts, float[] scores, long[] likeliest)
    {
        var results = new List<IReadOnlyList<TokenScore>>(texts.Count);
        int at = 0;
        foreach (var (_, continuation) in texts)
        {
            var row = new TokenScore[continuation.Count];
            for (int i = 0; i < row.Length; i++, at++)
                row[i] = new TokenScore(scores[at], likeliest[at] == continuation[i]);
            results.Add(row);
        }
        return results;
    }
}
