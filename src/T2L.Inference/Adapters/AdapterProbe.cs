using System.Globalization;
using T2L.Adapters;
using T2L.Contracts;
using T2L.Models;
using static TorchSharp.torch;

namespace T2L.Inference.Adapters;

/// <summary>Tries an adapter on a fixed prompt before anyone is served with it.</summary>
/// <remarks>An adapter that changes nothing would pass the base model off as an adapted one, and nobody would notice.</remarks>
internal static class AdapterProbe
{
    private const int Tokens = 8;

    // Below this share of the largest logit a change is rounding.
    private const float Noise = 1e-6f;

    /// <summary>Compares logits with and without the adapter.</summary>
    /// <exception cref="AdapterWithoutEffectException">They are the same.</exception>
    /// <exception cref="AdapterBreaksModelException">They are not numbers.</exception>
    /// <returns>How different they are.</returns>
    public static MeasuredEffect Check(LanguageModel model, BankedAdapter adapter, Digest digest)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var prompt = Prompt(model);
        var without = Logits(model, prompt, null);
        var projections = BankedAdapter.Batch([[adapter]], model.Device);
        using var joined = projections as IDisposable;
        var with = Logits(model, prompt, projections);
        float change = (with - without).abs().max().item<float>();
        if (!float.IsFinite(change))
            throw new AdapterBreaksModelException(
                $"Adapter {digest} makes the model's output infinite or not a number on a prompt of {Tokens} tokens.");
        if (change <= Noise * without.abs().max().item<float>())
            throw new AdapterWithoutEffectException(digest.Value, string.Create(CultureInfo.InvariantCulture,
                $"Adapter {digest} changes nothing: on a prompt of {Tokens} tokens the logits with and without it differ by at most {change:g2}. It is not served."));
        return new MeasuredEffect(change, Divergence(without, with), Tokens);
    }

    /// <summary>Ids from all over the vocabulary, the same each time: [1, T].</summary>
    private static Tensor Prompt(LanguageModel model)
    {
        long vocabulary = model.Tokenizer.VocabularySize;
        long[] ids = [.. Enumerable.Range(1, Tokens).Select(i => i * vocabulary / (Tokens + 1))];
        return tensor(ids, [1, Tokens], dtype: ScalarType.Int64, device: model.Device);
    }

    // Mean over the positions of KL(without ‖ with), in nats.
    private static double Divergence(Tensor without, Tensor with)
    {
        var (before, after) = (nn.functional.log_softmax(without.to(ScalarType.Float32), -1), nn.functional.log_softmax(with.to(ScalarType.Float32), -1));
        return Math.Max(0, (before.exp() * (before - after)).sum(-1).mean().item<float>());
    }

    private static Tensor Logits(LanguageModel model, Tensor prompt, IProjectionAdapter? adapter) =>
        model.Network.Logits(model.Network.Hidden(prompt, attentionMask: null, cache: null, adapter));
}
