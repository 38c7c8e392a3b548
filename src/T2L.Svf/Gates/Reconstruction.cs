using T2L.Adapters.Svf;
using static TorchSharp.torch;

namespace T2L.Svf.Gates;

/// <summary>The gated weight W' = U diag(S ∘ z) Vᵀ of W = U diag(S) Vᵀ.</summary>
public static class Reconstruction
{
    /// <summary>From the weight and one side: the other one, and S, are in the weight itself. z = 1 gives W back, bit by bit.</summary>
    /// <param name="weight">W, shape [out, in].</param>
    /// <param name="basis">V, shape [in, k], or U, shape [out, k]; same dtype and device.</param>
    /// <param name="side">Which of the two.</param>
    /// <param name="change">z - 1, shape [k].</param>
    /// <returns>W', shape [out, in].</returns>
    public static Tensor OneSided(Tensor weight, Tensor basis, SvfSide side, Tensor change)
    {
        ArgumentNullException.ThrowIfNull(weight);
        ArgumentNullException.ThrowIfNull(basis);
        ArgumentNullException.ThrowIfNull(change);
        using var scope = NewDisposeScope();
        var difference = side == SvfSide.V
            ? (weight.matmul(basis) * change).matmul(basis.t()) // [out, k] · [k, in]
            : (basis * change).matmul(basis.t().matmul(weight)); // [out, k] · [k, in]
        return (weight + difference).MoveToOuterDisposeScope();
    }

    /// <summary>From all three factors.</summary>
    /// <param name="u">U, shape [out, k].</param>
    /// <param name="s">S, shape [k].</param>
    /// <param name="v">V, not transposed, shape [in, k].</param>
    /// <param name="z">z, shape [k].</param>
    /// <returns>W', shape [out, in].</returns>
    public static Tensor FromFactors(Tensor u, Tensor s, Tensor v, Tensor z)
    {
        ArgumentNullException.ThrowIfNull(u);
        ArgumentNullException.ThrowIfNull(s);
        ArgumentNullException.ThrowIfNull(v);
        ArgumentNullException.ThrowIfNull(z);
        using var scope = NewDisposeScope();
        return (u * (s * z)).matmul(v.t()).MoveToOuterDisposeScope();
    }
}
