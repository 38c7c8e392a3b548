using System.Globalization;
using System.Text;

namespace T2L.Adapters.Svf;

/// <summary>What a decomposition of a base model holds: <c>decomposition.json</c>. One that contradicts itself cannot exist.</summary>
public sealed class DecompositionManifest
{
    /// <summary>The file's name.</summary>
    public const string FileName = "decomposition.json";

    private readonly OrderedDictionary<string, SvfMatrix> _matrices;

    /// <summary>Checks and keeps a list of matrices.</summary>
    /// <param name="baseModel">Name of the base model.</param>
    /// <param name="baseDigest">Identity of the base model's folder.</param>
    /// <param name="targets">The decomposed modules, in the order of <see cref="SvfTargets.All"/>.</param>
    /// <param name="dtype">Number format of the bases: float32 or bfloat16.</param>
    /// <param name="matrices">Every target of every layer, in any order.</param>
    /// <exception cref="ArgumentException">Another number format, a matrix twice, missing or beside the targets, or one without size.</exception>
    public DecompositionManifest(string baseModel, Digest baseDigest, IReadOnlyList<string> targets, TensorDType dtype, IEnumerable<SvfMatrix> matrices)
    {
        ArgumentNullException.ThrowIfNull(baseModel);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(matrices);
        var ordered = matrices.OrderBy(matrix => matrix.Name).ToArray();
        if (Fault(targets, dtype, ordered) is { } fault)
            throw new ArgumentException(fault);
        (BaseModel, BaseDigest, Targets, DType) = (baseModel, baseDigest, new ValueList<string>(targets), dtype);
        _matrices = new(ordered.Select(matrix => KeyValuePair.Create(matrix.Name.Value, matrix)), StringComparer.Ordinal);
        Layers = ordered.Length / targets.Count;
        Digest = DigestFor(targets);
    }

    /// <summary>Name of the base model; for people, the digest decides.</summary>
    public string BaseModel { get; }

    /// <summary>Identity of the base model's folder.</summary>
    public Digest BaseDigest { get; }

    /// <summary>The decomposed modules.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>Number format of the bases. Singular values are float32 always.</summary>
    public TensorDType DType { get; }

    /// <summary>Layers of the base model.</summary>
    public int Layers { get; }

    /// <summary>The matrices in the order of a state dict.</summary>
    public IReadOnlyList<SvfMatrix> Matrices => _matrices.Values;

    /// <summary>Identity of the decomposition: of all its matrices.</summary>
    public Digest Digest { get; }

    /// <summary>Identity of a part of the decomposition, so that an expert of the MLPs fits wherever the same MLP matrices are.</summary>
    /// <param name="targets">Some of <see cref="Targets"/>.</param>
    /// <returns>
    /// The digest of <c>{"matrices":[{"columns":128,"digest":"sha256:…","name":"…","rank":128,"rows":256,"side":"V"},…]}</c>, UTF-8 without
    /// spaces, in the order of a state dict.
    /// </returns>
    public Digest DigestFor(IReadOnlyList<string> targets)
    {
        var json = new StringBuilder("{\"matrices\":[");
        var separator = "";
        foreach (var matrix in MatricesOf(targets))
        {
            json.Append(CultureInfo.InvariantCulture,
                $"{separator}{{\"columns\":{matrix.Columns},\"digest\":\"{matrix.FileDigest}\",\"name\":\"{matrix.Name}\",\"rank\":{matrix.Rank},\"rows\":{matrix.Rows},\"side\":\"{matrix.Side}\"}}");
            separator = ",";
        }

        return Digest.Of(Encoding.UTF8.GetBytes(json.Append("]}").ToString()));
    }

    /// <summary>The matrices of some targets, in the order of a state dict.</summary>
    /// <param name="targets">Module names.</param>
    /// <returns>The matrices.</returns>
    public IEnumerable<SvfMatrix> MatricesOf(IReadOnlyList<string> targets) => Matrices.Where(matrix => targets.Contains(matrix.Name.Module));

    /// <summary>A matrix by the weight's name, if it is there.</summary>
    /// <param name="name">The weight's whole name.</param>
    /// <returns>The matrix; null where the decomposition has none of this name.</returns>
    public SvfMatrix? Find(string name) => _matrices.GetValueOrDefault(name);

    private static string? Fault(IReadOnlyList<string> targets, TensorDType dtype, SvfMatrix[] matrices)
    {
        if (SvfTargets.Fault(targets) is { } wrong)
            return wrong + ".";
        if (dtype is not (TensorDType.F32 or TensorDType.BF16))
            return $"the number format is {dtype.SafetensorsName()}; expected F32 or BF16.";
        if (matrices.FirstOrDefault(m => m.Rows is < 1 or > SvfMatrix.MaxSize || m.Columns is < 1 or > SvfMatrix.MaxSize) is { } odd)
            return $"'{odd.Name}' is [{odd.Rows}, {odd.Columns}]; expected 1 to {SvfMatrix.MaxSize} rows and columns.";
        var layers = matrices.Length == 0 ? 0 : matrices[^1].Name.Layer + 1;
        var wanted = Enumerable.Range(0, layers).SelectMany(layer => targets.Select(module => new SvfMatrixName(layer, module)));
        return layers > 0 && matrices.Select(matrix => matrix.Name).SequenceEqual(wanted)
            ? null
            : $"{matrices.Length} matrices are listed; expected {SvfTargets.Show(targets)} of every layer, each once.";
    }
}
