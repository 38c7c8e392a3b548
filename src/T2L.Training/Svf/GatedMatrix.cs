using T2L.Adapters.Svf;
using static TorchSharp.torch;

namespace T2L.Training.Svf;

/// <summary>What never changes of one gated matrix: its factors and its place among an expert's numbers.</summary>
/// <param name="Matrix">Name, shape, side and rank.</param>
/// <param name="Start">Where its numbers begin in an expert's row.</param>
/// <param name="Basis">V, shape [in, k], or U, shape [out, k]; float32.</param>
/// <param name="Back">From gated coordinates to outputs: (W·V)ᵀ, shape [k, out], or Uᵀ, shape [k, out].</param>
/// <param name="SingularValues">S, shape [k].</param>
/// <param name="Bias">The projection's bias, shape [out]; null where it has none.</param>
internal sealed record GatedMatrix(SvfMatrix Matrix, long Start, Tensor Basis, Tensor Back, Tensor SingularValues, Tensor? Bias)
{
    /// <summary>z - 1 of several experts: z = c · sigmoid(p), c = Σ S / Σ S∘sigmoid(p). Differentiable.</summary>
    /// <param name="raw">p of whole experts, shape [G, numbers].</param>
    /// <returns>Shape [G, k].</returns>
    public Tensor Change(Tensor raw)
    {
        var gates = raw.narrow(1, Start, Matrix.Rank).sigmoid(); // [G, k]
        var kept = gates.matmul(SingularValues).unsqueeze(1); // [G, 1]
        return gates * (SingularValues.sum() / kept) - 1;
    }

    /// <summary>What the gates add to a projection: W·V((z - 1) ∘ Vᵀx), or U((z - 1) ∘ Uᵀ(W x)).</summary>
    /// <param name="change">z - 1, shape [G, k].</param>
    /// <param name="input">x, shape [B, T, in]; row b belongs to expert b / (B / G).</param>
    /// <param name="output">W x and the bias, shape [B, T, out].</param>
    /// <returns>Shape of <paramref name="output"/>, float32.</returns>
    public Tensor Update(Tensor change, Tensor input, Tensor output)
    {
        var source = Matrix.Side == SvfSide.V ? input.to(ScalarType.Float32) : Unbiased(output.to(ScalarType.Float32));
        var coordinates = source.reshape(change.shape[0], -1, source.shape[^1]).matmul(Basis); // [G, B/G * T, k]
        return (coordinates * change.unsqueeze(1)).matmul(Back).reshape(output.shape);
    }

    // Gates re-weigh W x; a bias stays as it is.
    private Tensor Unbiased(Tensor output) => Bias is null ? output : output - Bias;
}
