using static TorchSharp.torch;

namespace T2L.Svf.Policy;

/// <summary>REINFORCE's two terms, token by token: how the official code trains experts.</summary>
/// <remarks>
/// L_j = -r_j · Σ_t log π(y_t) + λ · Σ_t KL_t for a sample j, not divided by its length; the loss of a batch is the mean of L_j. What is scored must be
/// the tokens that were sampled, not their text tokenised again.
/// </remarks>
public static class PolicyLoss
{
    /// <summary>-r · log π(y) of each token.</summary>
    /// <param name="logits">What the adapted model says at each scored place, shape [M, V].</param>
    /// <param name="tokens">The sampled tokens, shape [M], int64.</param>
    /// <param name="rewards">The shaped reward of each token's sample, shape [M].</param>
    /// <returns>Shape [M].</returns>
    public static Tensor OfTokens(Tensor logits, Tensor tokens, Tensor rewards)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(rewards);
        using var scope = NewDisposeScope();
        var chosen = logits.log_softmax(-1).gather(1, tokens.unsqueeze(1)).squeeze(1); // [M]
        return (chosen * -rewards).MoveToOuterDisposeScope();
    }

    /// <summary>The divergence over the whole vocabulary at each place.</summary>
    /// <param name="reference">What the base model says, shape [M, V].</param>
    /// <param name="adapted">What the adapted model says, shape [M, V].</param>
    /// <param name="direction">Which of the two.</param>
    /// <returns>Shape [M].</returns>
    public static Tensor Divergence(Tensor reference, Tensor adapted, KlDirection direction)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(adapted);
        using var scope = NewDisposeScope();
        var (from, to) = (reference.log_softmax(-1), adapted.log_softmax(-1));
        if (direction == KlDirection.AdaptedToBase)
            (from, to) = (to, from);
        return (from.exp() * (from - to)).sum(-1).MoveToOuterDisposeScope();
    }
}
