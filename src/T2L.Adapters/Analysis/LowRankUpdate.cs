using T2L.Adapters.Lora;

namespace T2L.Adapters.Analysis;

/// <summary>ΔW = scaling · B·A of one module, kept as factors. Everything asked of it costs rank² · (in + out) and never in · out.</summary>
internal sealed class LowRankUpdate
{
    /// <summary>Above this rank the singular values are not computed: their cost grows with its cube.</summary>
    public const int MaxRank = 256;

    private readonly double _scaling;
    private readonly Lazy<float[]> _a; // [rank, in]
    private readonly Lazy<float[]> _b; // [rank, out]
    private readonly Lazy<(double[,] Up, double[,] Down)> _own; // BᵀB and AAᵀ

    public LowRankUpdate(LoraWeights weights, double scaling)
    {
        (_scaling, Rank) = (scaling, (int)weights.A.Shape[0]);
        (In, Out) = ((int)weights.A.Shape[1], (int)weights.B.Shape[0]);
        _a = new(weights.A.ToFloats);
        _b = new(() => Rows.Transposed(weights.B.ToFloats(), Rank));
        _own = new(() => (Gram.OfColumns(weights.B), Gram.OfRows(weights.A)));
    }

    public int Rank { get; }

    public int In { get; }

    public int Out { get; }

    /// <summary>⟨ΔW₁, ΔW₂⟩ = s₁s₂ Σ (B₁ᵀB₂) ∘ (A₁A₂ᵀ).</summary>
    public double Inner(LowRankUpdate other) =>
        _scaling * other._scaling * Contracted(Rows.Products(_b.Value, other._b.Value, Out), Rows.Products(_a.Value, other._a.Value, In));

    /// <summary>‖ΔW‖, Frobenius.</summary>
    public double Norm() => Math.Abs(_scaling) * Math.Sqrt(Math.Max(0, Contracted(_own.Value.Up, _own.Value.Down)));

    /// <summary>The singular values of ΔW that can be other than zero, largest first; empty above <see cref="MaxRank"/>.</summary>
    /// <remarks>With BᵀB = LLᵀ, the squares are the eigenvalues of Lᵀ(AAᵀ)L, a matrix of rank × rank.</remarks>
    public double[] SingularValues()
    {
        if (Rank > MaxRank)
            return [];
        var lower = Cholesky.Lower(_own.Value.Up);
        var squares = SymmetricEigenvalues.Of(Cholesky.Congruent(lower, _own.Value.Down));
        var values = Array.ConvertAll(squares, square => Math.Abs(_scaling) * Math.Sqrt(Math.Max(0, square)));
        Array.Sort(values);
        Array.Reverse(values);
        return values[..Math.Min(values.Length, Math.Min(In, Out))];
    }

    private static double Contracted(double[,] up, double[,] down)
    {
        double sum = 0;
        for (var i = 0; i < up.GetLength(0); i++)
        {
            for (var j = 0; j < up.GetLength(1); j++)
                sum += up[i, j] * down[i, j];
        }

        return sum;
    }
}
