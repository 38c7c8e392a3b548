namespace T2L.Adapters.Svf;

/// <summary>Which singular vectors of W = U diag(S) Vᵀ are kept. The others follow from W, so a decomposition needs one side only.</summary>
public enum SvfSide
{
    /// <summary>V, shape [in, k]: kept where out ≥ in, so that k = in. W' = W + W·V diag(z - 1) Vᵀ.</summary>
    V,

    /// <summary>U, shape [out, k]: kept where out &lt; in, so that k = out. W' = W + U diag(z - 1) Uᵀ·W.</summary>
    U,
}
