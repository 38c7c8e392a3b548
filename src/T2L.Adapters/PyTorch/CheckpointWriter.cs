using T2L.Adapters.PyTorch.Archives;
using T2L.Adapters.PyTorch.Pickles;

namespace T2L.Adapters.PyTorch;

/// <summary>Lays out a state dict as <c>torch.save</c> does: pickle, storages sorted by name, version.</summary>
internal sealed class CheckpointWriter
{
    private readonly string _stem;
    private readonly bool _asParameters;
    private readonly List<KeyValuePair<string, TensorSource>> _tensors = [];

    public CheckpointWriter(string stem, IEnumerable<KeyValuePair<string, TensorSource>> tensors, bool asParameters = false)
    {
        _asParameters = asParameters;
        _stem = stem.Length == 0 ? "archive" : stem;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tensor in tensors)
        {
            if (!names.Add(tensor.Key))
                throw new ArgumentException($"Tensor '{tensor.Key}' is given twice.", nameof(tensors));
            _tensors.Add(tensor);
        }
    }

    public void WriteTo(Stream stream)
    {
        using var archive = new StoredArchiveWriter(stream);
        archive.Add($"{_stem}/data.pkl", StateDictPickle.Write(_tensors, _asParameters));
        var storages = _tensors.Select((t, i) => (Key: i.ToString(System.Globalization.CultureInfo.InvariantCulture), t.Value));
        foreach (var (key, tensor) in storages.OrderBy(s => s.Key, StringComparer.Ordinal))
            archive.Add($"{_stem}/data/{key}", tensor);
        archive.Add($"{_stem}/version", "3\n"u8);
    }
}
