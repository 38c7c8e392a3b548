using T2L.Adapters.PyTorch.Archives;
using T2L.Adapters.PyTorch.Pickles;
using T2L.Adapters.Storage;

namespace T2L.Adapters.PyTorch;

/// <summary>A checkpoint that stays on the disk: names and shapes are read on opening, a tensor's numbers when they are wanted.</summary>
/// <remarks>For files that do not fit in memory. The same rules as for <see cref="PyTorchCheckpoint"/>; each tensor may be read about once.</remarks>
public sealed class PyTorchCheckpointFile : IDisposable
{
    private readonly StoredArchive _archive;
    private readonly CheckpointTensors _tensors;
    private readonly OrderedDictionary<string, TensorReference> _entries;

    private PyTorchCheckpointFile(StoredArchive archive)
    {
        _archive = archive;
        try
        {
            (var entries, _tensors) = PyTorchCheckpoint.References(archive);
            _entries = new OrderedDictionary<string, TensorReference>(entries, StringComparer.Ordinal);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <summary>The tensors' names, in the order of the file.</summary>
    public IReadOnlyList<string> Names => _entries.Keys;

    /// <summary>Opens a checkpoint and reads what it lists.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The open file.</returns>
    /// <exception cref="AdapterFormatException">The file is missing, damaged, hostile, or holds something else than a dictionary of tensors.</exception>
    public static PyTorchCheckpointFile Open(string path) => new(new StoredArchive(MappedBytes.Map(path), path));

    /// <summary>The shape of a tensor.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <returns>The dimensions, outermost first; null where there is no such tensor.</returns>
    public IReadOnlyList<long>? ShapeOf(string name) => _entries.TryGetValue(name, out var entry) ? entry.Shape : null;

    /// <summary>Reads a tensor.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <returns>The tensor, row-major, independent of the file.</returns>
    /// <exception cref="AdapterFormatException">There is no such tensor, or its description or checksum is wrong.</exception>
    public TensorData Read(string name) =>
        _entries.TryGetValue(name, out var entry)
            ? _tensors.Read(name, entry)
            : throw new AdapterFormatException(AdapterFormatError.MissingTensor, $"there is no tensor '{name}' among the {_entries.Count} in the file.", _archive.File, name);

    /// <summary>Unmaps the file.</summary>
    public void Dispose() => _archive.Dispose();
}
