using T2L.Adapters.Svf;
using static TorchSharp.torch;

namespace T2L.Svf.Gates;

/// <summary>∂L/∂p from G = ∂L/∂W', without a graph through the decomposition: back-propagate to W' as a leaf, then this, once a step.</summary>
/// <remarks>
/// With a_i = u_iᵀ G v_i, N = Σ S and T = Σ S∘g: ∂L/∂g_j = (N/T) · S_j · (a_j - Σ S_i g_i a_i / T). Only b_i = S_i a_i is needed, and b_i follows
/// from one side: v_iᵀ Wᵀ G v_i, or u_iᵀ G Wᵀ u_i. No division by small singular values.
/// </remarks>
public static class GateGradient
{
    /// <summary>b_i = S_i · u_iᵀ G v_i from the weight and one side.</summary>
    /// <param name="weight">W, the base weight, shape [out, in].</param>
    /// <param name="basis">V, shape [in, k], or U, shape [out, k].</param>
    /// <param name="side">Which of the two.</param>
    /// <param name="gradient">G, shape [out, in].</param>
    /// <returns>b, shape [k].</returns>
    public static Tensor Project(Tensor weight, Tensor basis, SvfSide side, Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(weight);
        ArgumentNullException.ThrowIfNull(basis);
        ArgumentNullException.ThrowIfNull(gradient);
        using var scope = NewDisposeScope();
        var product = side == SvfSide.V
            ? weight.matmul(basis) * gradient.matmul(basis) // [out, k]
            : weight.t().matmul(basis) * gradient.t().matmul(basis); // [in, k]
        return product.sum(0L).MoveToOuterDisposeScope();
    }

    /// <summary>b_i = S_i · u_iᵀ G v_i from all three factors.</summary>
    /// <param name="u">U, shape [out, k].</param>
    /// <param name="s">S, shape [k].</param>
    /// <param name="v">V, not transposed, shape [in, k].</param>
    /// <param name="gradient">G, shape [out, in].</param>
    /// <returns>b, shape [k].</returns>
    public static Tensor Project(Tensor u, Tensor s, Tensor v, Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(u);
        ArgumentNullException.ThrowIfNull(s);
        ArgumentNullException.ThrowIfNull(v);
        ArgumentNullException.ThrowIfNull(gradient);
        using var scope = NewDisposeScope();
        return (s * (u * gradient.matmul(v)).sum(0L)).MoveToOuterDisposeScope();
    }

    /// <summary>∂L/∂p of one matrix.</summary>
    /// <param name="gate">The function from p to g.</param>
    /// <param name="gates">g, as <see cref="GateFunction.Values"/> gave it.</param>
    /// <param name="singularValues">S.</param>
    /// <param name="projected">b.</param>
    /// <param name="maxMultiplier">As for <see cref="GateFunction.Values"/>.</param>
    /// <returns>∂L/∂p, one a singular value.</returns>
    public static double[] OfRaw(
        SvfGate gate, ReadOnlySpan<double> gates, ReadOnlySpan<double> singularValues, ReadOnlySpan<double> projected, double maxMultiplier = 1)
    {
        if (gates.Length != singularValues.Length || gates.Length != projected.Length)
            throw new ArgumentException($"There are {gates.Length} gates, {singularValues.Length} singular values and {projected.Length} projections.", nameof(gates));
        double whole = 0, kept = 0, mean = 0;
        for (var i = 0; i < gates.Length; i++)
        {
            whole += singularValues[i];
            kept += singularValues[i] * gates[i];
            mean += gates[i] * projected[i];
        }

        var result = new double[gates.Length];
        for (var j = 0; j < result.Length && kept != 0; j++)
            result[j] = whole / kept * (projected[j] - (singularValues[j] * mean / kept)) * GateFunction.Slope(gate, gates[j], maxMultiplier);
        return result;
    }
}
