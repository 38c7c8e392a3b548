using T2L.Adapters;
using T2L.Adapters.Svf;
using T2L.Models;
using T2L.Svf.Decomposition;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Svf.Serving;

/// <summary>A base model's singular vectors on the device, once for all its experts; read when the first expert comes.</summary>
/// <remarks>
/// V alone serves gate and up, U alone serves down: W(x + V((z - 1) ∘ Vᵀx)) and y + U((z - 1) ∘ Uᵀy). W·V, which would save nothing, is not
/// kept: at out = 3.5 in it is another 3.5 times V.
/// </remarks>
public sealed class ServedDecomposition : IDisposable
{
    private readonly Dictionary<(int Layer, string Module), ServedBasis> _bases = [];
    private readonly StoredDecomposition _stored;
    private readonly Transformer _network;

    /// <summary>Nothing is read yet.</summary>
    /// <param name="stored">The decomposition; stays the caller's.</param>
    /// <param name="network">The base model's network, on its device.</param>
    public ServedDecomposition(StoredDecomposition stored, Transformer network)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(network);
        (_stored, _network) = (stored, network);
    }

    /// <summary>What the decomposition holds.</summary>
    public DecompositionManifest Manifest => _stored.Manifest;

    /// <summary>Device memory that the vectors take so far.</summary>
    public long Bytes => _bases.Values.Sum(basis => basis.Bytes);

    /// <summary>Where experts are served.</summary>
    internal Device Device => _network.Device;

    /// <summary>Number format in which they are served.</summary>
    internal ScalarType Precision => _network.Precision;

    /// <summary>S of a matrix.</summary>
    internal ReadOnlySpan<float> SingularValues(string name) => _stored.SingularValues(name);

    /// <summary>The vectors of one projection, which an expert brought here.</summary>
    internal ServedBasis Find(int layer, string module) => _bases[(layer, module)];

    /// <summary>Brings a matrix to the device, unless it is there.</summary>
    /// <exception cref="AdapterFormatException">The decomposition has no such matrix, or its file is damaged.</exception>
    internal void Require(SvfMatrix matrix)
    {
        var place = (matrix.Name.Layer, matrix.Name.Module);
        if (_bases.ContainsKey(place))
            return;
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var basis = _stored.ReadBasis(matrix.Name.Value, ScalarType.Float32, Device); // [n, k]
        var shares = matrix.Side == SvfSide.U && Bias(matrix.Name) is { } bias ? bias.to(ScalarType.Float32).matmul(basis) : null;
        _bases.Add(place, new ServedBasis(
            matrix.Side, basis.t().contiguous().to(Precision).DetachFromDisposeScope(), shares?.to(Precision).DetachFromDisposeScope()));
    }

    /// <summary>Frees the vectors; no expert may be in use any more.</summary>
    public void Dispose()
    {
        foreach (var basis in _bases.Values)
            basis.Dispose();
        _bases.Clear();
    }

    private Parameter? Bias(SvfMatrixName name) =>
        _network.named_parameters().Where(entry => entry.name == name.Path + ".bias").Select(entry => entry.parameter).FirstOrDefault();
}
