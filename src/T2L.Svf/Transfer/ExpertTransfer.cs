using System.Globalization;
using T2L.Adapters;
using T2L.Adapters.Svf;
using T2L.Svf.Adaptation;
using T2L.Svf.Decomposition;

namespace T2L.Svf.Transfer;

/// <summary>
/// An expert of one model on another of equal shape: its numbers as they are, place by place in descending order of singular values (Transformer²,
/// arXiv:2501.06252, section 4.3). Whether they mean anything there is for an evaluation to say; <see cref="Report"/> says how alike the models are.
/// </summary>
public static class ExpertTransfer
{
    /// <summary>Binds an expert to another model.</summary>
    /// <param name="expert">The expert.</param>
    /// <param name="expertName">What to call it in messages.</param>
    /// <param name="from">The decomposition that it was trained with.</param>
    /// <param name="to">The other model's decomposition.</param>
    /// <param name="shuffle">Seed of a permutation of each vector, the paper's control; null to keep the order.</param>
    /// <returns>An expert of the other model whose origin names the first one.</returns>
    /// <exception cref="AdapterFormatException">The expert does not fit its own decomposition, or the models are of unequal shape.</exception>
    public static SvfExpert Run(SvfExpert expert, string expertName, DecompositionManifest from, DecompositionManifest to, uint? shuffle = null)
    {
        ArgumentNullException.ThrowIfNull(expert);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        SvfFit.Check(expert, expertName, from);
        if (expert.Manifest.DecompositionDigest == to.DigestFor([.. expert.Manifest.Targets.Where(to.Targets.Contains)]) && expert.Manifest.BaseDigest == to.BaseDigest)
            throw new AdapterFormatException(AdapterFormatError.DoesNotFit, $"Expert '{expertName}' is of '{to.BaseModel}' already; name the decomposition of another model with --to.");
        RequireEqualShapes(expert, expertName, from, to);
        var manifest = expert.Manifest with
        {
            BaseModel = to.BaseModel, BaseDigest = to.BaseDigest, DecompositionDigest = to.DigestFor(expert.Manifest.Targets), Origin = OriginOf(expert, shuffle),
        };
        return new SvfExpert(manifest, shuffle is { } seed ? Shuffled(expert, seed) : expert.Vectors);
    }

    /// <summary>How alike the two models' matrices are that the expert gates.</summary>
    /// <param name="expert">The expert.</param>
    /// <param name="from">The decomposition that it was trained with.</param>
    /// <param name="to">The other model's, of equal shape.</param>
    /// <returns>One entry a matrix, in the order of a state dict.</returns>
    public static IReadOnlyList<MatrixLikeness> Report(SvfExpert expert, StoredDecomposition from, StoredDecomposition to)
    {
        ArgumentNullException.ThrowIfNull(expert);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return [.. from.Manifest.MatricesOf(expert.Manifest.Targets).Select(matrix => Likeness.Of(matrix, from, to))];
    }

    private static void RequireEqualShapes(SvfExpert expert, string expertName, DecompositionManifest from, DecompositionManifest to)
    {
        if (from.Layers != to.Layers)
        {
            throw new AdapterFormatException(AdapterFormatError.DoesNotFit,
                $"Expert '{expertName}' gates {from.Layers} layers of '{from.BaseModel}'; '{to.BaseModel}' has {to.Layers}. It fits models of {from.Layers} layers.");
        }

        if (expert.Manifest.Targets.Except(to.Targets, StringComparer.Ordinal).Any())
        {
            throw new AdapterFormatException(AdapterFormatError.DoesNotFit,
                $"Expert '{expertName}' gates {SvfTargets.Show(expert.Manifest.Targets)}; the decomposition of '{to.BaseModel}' holds {SvfTargets.Show(to.Targets)}. Decompose '{to.BaseModel}' with --targets {SvfTargets.Show(expert.Manifest.Targets)}.");
        }

        foreach (var matrix in from.MatricesOf(expert.Manifest.Targets))
        {
            var other = to.Find(matrix.Name.Value)!;
            if (matrix.Rank != other.Rank)
            {
                throw new AdapterFormatException(AdapterFormatError.ShapeMismatch,
                    $"Expert '{expertName}' has {matrix.Rank} numbers for '{matrix.Name}'; in '{to.BaseModel}' it is [{other.Rows}, {other.Columns}] with {other.Rank} singular values. It fits models whose matrices have as many singular values as those of '{from.BaseModel}'.", tensor: matrix.Name.Value);
            }
        }
    }

    private static SvfOrigin OriginOf(SvfExpert expert, uint? shuffle)
    {
        // What the expert is for, the letters of a classifier among it, moves with it.
        var details = new Dictionary<string, string>(expert.Manifest.Origin.Details)
        {
            ["source"] = SvfExpertFile.DigestOf(expert).Value,
            ["source_base_model"] = expert.Manifest.BaseModel,
            ["source_base_digest"] = expert.Manifest.BaseDigest.Value,
            ["source_decomposition_digest"] = expert.Manifest.DecompositionDigest.Value,
            ["source_method"] = expert.Manifest.Origin.Method,
        };
        if (shuffle is { } seed)
            details["shuffle"] = seed.ToString(CultureInfo.InvariantCulture);
        return new SvfOrigin("transfer", details);
    }

    // Another order for each vector, as if their places meant nothing.
    private static Dictionary<string, TensorData> Shuffled(SvfExpert expert, uint seed) => expert.Vectors.Select((vector, place) => (vector, place)).ToDictionary(
        entry => entry.vector.Key,
        entry =>
        {
            var numbers = entry.vector.Value.ToFloats();
            var order = PythonShuffle.Order(numbers.Length, seed + (uint)entry.place);
            return TensorData.FromFloats(Array.ConvertAll(order, from => numbers[from]), numbers.Length).To(entry.vector.Value.DType);
        });
}
