namespace T2L.Adapters.Svf;

/// <summary>How an expert's stored numbers p become the gates g of the singular values.</summary>
/// <remarks>Both are followed by the same rescaling: W' = c · U diag(S ∘ g) Vᵀ with c = Σ S / Σ S∘g, so that the sum of singular values stays.</remarks>
public enum SvfGate
{
    /// <summary>g = sigmoid(p): what training learns. A gate never changes its sign.</summary>
    Sigmoid,

    /// <summary>g = p: what mixing leaves behind.</summary>
    Identity,
}

/// <summary>Names of gates in files.</summary>
public static class SvfGateNames
{
    /// <summary>All names, for messages.</summary>
    internal static string All => string.Join(", ", Enum.GetValues<SvfGate>().Select(NameOf));

    /// <summary>The name in files: <c>sigmoid-nuclear</c> or <c>identity-nuclear</c>.</summary>
    /// <param name="gate">The gate.</param>
    /// <returns>The name.</returns>
    public static string NameOf(this SvfGate gate) => gate switch
    {
        SvfGate.Sigmoid => "sigmoid-nuclear",
        SvfGate.Identity => "identity-nuclear",
        _ => throw new ArgumentOutOfRangeException(nameof(gate), gate, "No such gate."),
    };

    internal static bool TryParse(string? name, out SvfGate gate)
    {
        gate = SvfGate.Sigmoid;
        foreach (var candidate in Enum.GetValues<SvfGate>())
        {
            if (candidate.NameOf() != name)
                continue;
            gate = candidate;
            return true;
        }

        return false;
    }
}
