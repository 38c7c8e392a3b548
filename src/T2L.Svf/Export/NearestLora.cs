using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Adapters.Svf;
using T2L.Models;
using T2L.Models.Weights;
using T2L.Svf.Decomposition;
using static TorchSharp.torch;

namespace T2L.Svf.Export;

/// <summary>What a LoRA leaves out of one matrix of an expert, or of all.</summary>
/// <param name="Name">The weight's whole name.</param>
/// <param name="Change">‖W' - W‖, Frobenius.</param>
/// <param name="Missing">‖W' - W - BA‖, Frobenius.</param>
public sealed record LoraError(string Name, double Change, double Missing)
{
    /// <summary>Share of the change that is missing; 0 where there is no change.</summary>
    public double Relative => Change > 0 ? Missing / Change : 0;
}

/// <summary>The LoRA of a rank that comes nearest to an expert, for servers that know no experts.</summary>
/// <remarks>
/// W' - W = Σ S_i (z_i - 1) u_i v_iᵀ is its own singular value decomposition but for order and signs, so the nearest matrix of rank r (Eckart,
/// Young 1936) keeps the r terms of largest |S_i (z_i - 1)|, and the error is the norm of the others. No second decomposition is needed.
/// </remarks>
public static class NearestLora
{
    /// <summary>Makes the LoRA.</summary>
    /// <param name="expert">The expert.</param>
    /// <param name="decomposition">The base model's decomposition.</param>
    /// <param name="model">The base model's folder: the side that the decomposition leaves out is in its weights.</param>
    /// <param name="rank">r; at most the number of singular values.</param>
    /// <returns>The LoRA, and what it leaves out of each matrix.</returns>
    /// <exception cref="AdapterFormatException">The expert, the decomposition and the model do not go together.</exception>
    /// <exception cref="ArgumentException">The rank is out of range.</exception>
    public static (LoraAdapter Lora, IReadOnlyList<LoraError> Errors) Of(SvfExpert expert, StoredDecomposition decomposition, string model, int rank)
    {
        ArgumentNullException.ThrowIfNull(expert);
        ArgumentNullException.ThrowIfNull(decomposition);
        SvfFit.Check(expert, expert.Manifest.Label.Length > 0 ? expert.Manifest.Label : "expert", decomposition.Manifest);
        MergedModel.RefuseOtherBase(model, decomposition.Manifest);
        var most = Math.Min(LoraConfig.MaxRank, decomposition.Manifest.MatricesOf(expert.Manifest.Targets).Min(matrix => matrix.Rank));
        if (rank < 1 || rank > most)
            throw new ArgumentException($"The rank is {rank}; expected 1 to {most}.", nameof(rank));
        using var weights = StoredWeights.Open(model);
        var (modules, errors) = (new Dictionary<string, LoraWeights>(StringComparer.Ordinal), new List<LoraError>());
        foreach (var matrix in decomposition.Manifest.MatricesOf(expert.Manifest.Targets))
        {
            var name = matrix.Name.Value;
            var effect = EffectiveGate.Of(expert, name, decomposition.SingularValues(name));
            var terms = Terms(effect, decomposition.SingularValues(name));
            int[] kept = [.. Enumerable.Range(0, terms.Length).OrderByDescending(i => Math.Abs(terms[i])).Take(rank)];
            modules.Add(matrix.Name.Path, Factors(weights, decomposition, matrix, effect, kept));
            errors.Add(new LoraError(name, Norm(terms), Norm(terms.Where((_, i) => !kept.Contains(i)))));
        }

        var config = new LoraConfig { Rank = rank, Alpha = rank, TargetModules = expert.Manifest.Targets, BaseModel = expert.Manifest.BaseModel };
        return (new LoraAdapter(config, modules), errors);
    }

    /// <summary>The error of all matrices together.</summary>
    /// <param name="errors">Those of each.</param>
    /// <returns>Its name is empty.</returns>
    public static LoraError Total(IReadOnlyList<LoraError> errors) =>
        new("", Norm(errors.Select(error => error.Change)), Norm(errors.Select(error => error.Missing)));

    private static double[] Terms(EffectiveGate effect, ReadOnlySpan<float> singularValues)
    {
        var terms = new double[singularValues.Length];
        for (var i = 0; i < terms.Length; i++)
            terms[i] = singularValues[i] * (effect.Z[i] - 1);
        return terms;
    }

    // A row of A is v_i and a column of B (z_i - 1) W v_i; or A u_iᵀW and B (z_i - 1) u_i.
    private static LoraWeights Factors(StoredWeights weights, StoredDecomposition decomposition, SvfMatrix matrix, EffectiveGate effect, int[] kept)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var weight = weights.Read(matrix.Name.Value, ScalarType.Float32); // [out, in]
        var vectors = decomposition.ReadBasis(matrix.Name.Value).index_select(1, tensor(Array.ConvertAll(kept, i => (long)i))); // [n, r]
        var change = tensor(Array.ConvertAll(kept, i => (float)(effect.Z[i] - 1))); // [r]
        var (a, b) = matrix.Side == SvfSide.V
            ? (vectors.t(), weight.matmul(vectors) * change)
            : (vectors.t().matmul(weight), vectors * change);
        return new LoraWeights(a.contiguous().ToTensorData(), b.contiguous().ToTensorData());
    }

    private static double Norm(IEnumerable<double> terms) => Math.Sqrt(terms.Sum(term => term * term));
}
