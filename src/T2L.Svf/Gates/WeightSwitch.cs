using T2L.Adapters.Svf;
using T2L.Svf.Decomposition;
using static TorchSharp.torch;

namespace T2L.Svf.Gates;

/// <summary>
/// Puts experts into a network's weights, one after the other. Every change starts from the originals, so A, B, none, A leaves the same bits each
/// time, and none is the original itself, never a reconstruction.
/// </summary>
/// <remarks>Keeps a copy of the originals. Meant for training and evaluation; serving gates activations and leaves the weights alone.</remarks>
public sealed class WeightSwitch : IDisposable
{
    private readonly Dictionary<string, Tensor> _weights = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Tensor> _originals = new(StringComparer.Ordinal);
    private readonly StoredDecomposition _decomposition;

    /// <summary>Keeps the originals.</summary>
    /// <param name="weights">The network's weights by name; those that the decomposition holds are looked up.</param>
    /// <param name="decomposition">The decomposition of this network; stays the caller's.</param>
    /// <exception cref="ArgumentException">A weight is missing or has another shape.</exception>
    public WeightSwitch(IReadOnlyDictionary<string, Tensor> weights, StoredDecomposition decomposition)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(decomposition);
        _decomposition = decomposition;
        foreach (var matrix in decomposition.Manifest.Matrices)
        {
            if (!weights.TryGetValue(matrix.Name.Value, out var weight) || !weight.shape.SequenceEqual([matrix.Rows, matrix.Columns]))
                throw new ArgumentException($"The network has no '{matrix.Name}' of shape [{matrix.Rows}, {matrix.Columns}], which the decomposition holds.", nameof(weights));
            _weights.Add(matrix.Name.Value, weight);
        }

        using var scope = NewDisposeScope();
        foreach (var (name, weight) in _weights)
            _originals.Add(name, weight.detach().clone().DetachFromDisposeScope());
    }

    /// <summary>Puts an expert into the weights.</summary>
    /// <param name="expert">The expert; null for none.</param>
    /// <param name="expertName">What to call it in messages.</param>
    /// <exception cref="T2L.Adapters.AdapterFormatException">The expert does not fit, and the weights are as they were; or a file of the decomposition is damaged, and they are the originals.</exception>
    public void Use(SvfExpert? expert, string expertName = "expert")
    {
        if (expert is not null)
            SvfFit.Check(expert, expertName, _decomposition.Manifest);
        var effects = expert?.Vectors.Keys.ToDictionary(name => name, name => EffectiveGate.Of(expert, name, _decomposition.SingularValues(name)));
        using var _ = no_grad();
        try
        {
            Switch(name => effects?.GetValueOrDefault(name) is { } effect ? Gated(name, effect) : _originals[name]);
        }
        catch
        {
            // Bases are read on the way; half an expert is nobody's.
            Switch(name => _originals[name]);
            throw;
        }
    }

    /// <summary>Frees the copies; the weights stay as they are.</summary>
    public void Dispose()
    {
        foreach (var original in _originals.Values)
            original.Dispose();
    }

    private void Switch(Func<string, Tensor> wanted)
    {
        foreach (var (name, weight) in _weights)
        {
            using var scope = NewDisposeScope();
            weight.copy_(wanted(name));
        }
    }

    private Tensor Gated(string name, EffectiveGate effect)
    {
        var original = _originals[name];
        // Products in at least float32, rounded once.
        var precision = original.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
        var basis = _decomposition.ReadBasis(name, precision, original.device);
        var change = tensor(effect.Change()).to(precision).to(original.device);
        return Reconstruction.OneSided(original.to(precision), basis, _decomposition.Manifest.Find(name)!.Side, change);
    }
}
