using T2L.Adapters;
using T2L.Adapters.Svf;
using static TorchSharp.torch;

namespace T2L.Svf.Serving;

/// <summary>An expert on the device: z - 1 of every matrix that it gates.</summary>
public sealed class DeviceExpert : IDisposable
{
    private readonly Dictionary<(int Layer, string Module), Tensor> _changes = [];

    private DeviceExpert(ServedDecomposition decomposition) => Decomposition = decomposition;

    /// <summary>Device memory that the expert takes; the singular vectors, which all experts share, are not counted.</summary>
    public long Bytes => _changes.Values.Sum(change => change.NumberOfElements * change.element_size());

    /// <summary>Whose singular vectors it gates.</summary>
    internal ServedDecomposition Decomposition { get; }

    /// <summary>Checks an expert and copies it to the device, with the singular vectors that it is the first to need.</summary>
    /// <param name="expert">The expert.</param>
    /// <param name="decomposition">The base model's decomposition; it has to stay as long as the expert.</param>
    /// <param name="name">What to call the expert in messages.</param>
    /// <exception cref="AdapterFormatException">The expert does not fit, or a file of the decomposition is damaged.</exception>
    public static DeviceExpert Load(SvfExpert expert, ServedDecomposition decomposition, string name = "expert")
    {
        ArgumentNullException.ThrowIfNull(expert);
        ArgumentNullException.ThrowIfNull(decomposition);
        SvfFit.Check(expert, name, decomposition.Manifest);
        var loaded = new DeviceExpert(decomposition);
        try
        {
            foreach (var matrix in decomposition.Manifest.MatricesOf(expert.Manifest.Targets))
            {
                var effect = EffectiveGate.Of(expert, matrix.Name.Value, decomposition.SingularValues(matrix.Name.Value));
                decomposition.Require(matrix);
                loaded._changes.Add((matrix.Name.Layer, matrix.Name.Module), ToDevice(effect, decomposition));
            }

            return loaded;
        }
        catch
        {
            loaded.Dispose();
            throw;
        }
    }

    /// <summary>z - 1 of one projection, [k]; null where it is not gated.</summary>
    internal Tensor? Find((int Layer, string Module) place) => _changes.GetValueOrDefault(place);

    /// <summary>Every gated projection.</summary>
    internal IEnumerable<(int Layer, string Module)> Places() => _changes.Keys;

    /// <summary>Frees the tensors; the singular vectors stay.</summary>
    public void Dispose()
    {
        foreach (var change in _changes.Values)
            change.Dispose();
    }

    private static Tensor ToDevice(EffectiveGate effect, ServedDecomposition decomposition)
    {
        using var scope = NewDisposeScope();
        return tensor(effect.Change()).to(decomposition.Precision).to(decomposition.Device).DetachFromDisposeScope();
    }
}
