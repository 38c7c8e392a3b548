using T2L.Adapters.PyTorch.Archives;
using T2L.Adapters.PyTorch.Pickles;
using T2L.Adapters.Storage;

namespace T2L.Adapters.PyTorch;

/// <summary>State dicts in PyTorch's own files (<c>.pt</c>, <c>.bin</c>), read without running anything that they contain.</summary>
/// <remarks>
/// A checkpoint is a zip archive of a pickle and raw storages. The pickle is a program; here only the few instructions and names
/// that a dictionary of tensors needs are understood, and everything else is refused by name.
/// </remarks>
public static class PyTorchCheckpoint
{
    /// <summary>Reads a dictionary of tensors.</summary>
    /// <param name="path">The file, as <c>torch.save</c> of PyTorch 1.6 or later wrote it.</param>
    /// <returns>The tensors by name in the order of the file, row-major, independent of the file.</returns>
    /// <exception cref="AdapterFormatException">The file is missing, damaged, hostile, or holds something else than a dictionary of tensors.</exception>
    public static IReadOnlyList<KeyValuePair<string, TensorData>> Read(string path) => Read(MappedBytes.Map(path), path);

    /// <summary>Reads a dictionary of tensors from memory.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <returns>The tensors by name in the order of the file, row-major, independent of the bytes.</returns>
    /// <exception cref="AdapterFormatException">As for <see cref="Read(string)"/>.</exception>
    public static IReadOnlyList<KeyValuePair<string, TensorData>> Read(ReadOnlyMemory<byte> bytes, string name) =>
        Read(MappedBytes.Pin(bytes), name);

    /// <summary>Writes a dictionary of tensors that <c>torch.load</c> reads as an OrderedDict, in the same order.</summary>
    /// <param name="path">The file; written under a temporary name, then renamed. An existing one is replaced.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, TensorData>> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        WriteStreaming(path, tensors.Select(t => KeyValuePair.Create(t.Key, TensorSource.Of(t.Value))));
    }

    /// <summary>Writes tensors that need not lie in memory; otherwise as <see cref="Write"/> does.</summary>
    /// <param name="path">The file; written under a temporary name, then renamed. An existing one is replaced.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    public static void WriteStreaming(string path, IEnumerable<KeyValuePair<string, TensorSource>> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var writer = new CheckpointWriter(Path.GetFileNameWithoutExtension(path), tensors);
        AtomicFile.Write(path, writer.WriteTo);
    }

    /// <summary>Writes a plain dictionary of parameters, as <c>torch.save</c> writes one whose values are <c>nn.Parameter</c>; otherwise as <see cref="Write"/> does.</summary>
    /// <param name="path">The file; written under a temporary name, then renamed. An existing one is replaced.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    public static void WriteParameters(string path, IEnumerable<KeyValuePair<string, TensorData>> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var sources = tensors.Select(t => KeyValuePair.Create(t.Key, TensorSource.Of(t.Value)));
        var writer = new CheckpointWriter(Path.GetFileNameWithoutExtension(path), sources, asParameters: true);
        AtomicFile.Write(path, writer.WriteTo);
    }

    /// <summary>What an archive describes: references by name in the order of the file, and where their numbers are.</summary>
    internal static (List<KeyValuePair<string, TensorReference>> Entries, CheckpointTensors Tensors) References(StoredArchive archive)
    {
        var file = archive.File;
        var pickle = FindPickle(archive);
        var stem = pickle.Name[..^"/data.pkl".Length];
        CheckByteOrder(archive, stem);
        if (pickle.Length > PickleLimits.MaxBytes)
            throw new AdapterFormatException(AdapterFormatError.FileTooLarge, $"the pickle has {pickle.Length} bytes, the limit is {PickleLimits.MaxBytes}.", file);

        var root = PickleMachine.Run(archive.Read(pickle), file);
        if (root is not PickleDict dict)
            throw new AdapterFormatException(AdapterFormatError.InvalidPickle, $"the file holds {Kind(root)}; expected a dictionary of tensors.", file);
        return ([.. dict.Entries.Select(entry => Reference(entry.Key, entry.Value, file))], new CheckpointTensors(archive, stem));
    }

    private static List<KeyValuePair<string, TensorData>> Read(MappedBytes bytes, string file)
    {
        using var archive = new StoredArchive(bytes, file);
        var (entries, tensors) = References(archive);
        return [.. entries.Select(entry => KeyValuePair.Create(entry.Key, tensors.Read(entry.Key, entry.Value)))];
    }

    private static KeyValuePair<string, TensorReference> Reference(object key, object? value, string file)
    {
        if (key is not string name)
            throw new AdapterFormatException(AdapterFormatError.InvalidPickle, $"the dictionary has the key {key}; expected texts.", file);
        return value is TensorReference tensor
            ? KeyValuePair.Create(name, tensor)
            : throw new AdapterFormatException(AdapterFormatError.InvalidPickle, $"entry '{name}' is {Kind(value)}; expected a tensor.", file, name);
    }

    private static ArchiveEntry FindPickle(StoredArchive archive)
    {
        var found = archive.Entries.Values.Where(e => e.Name.EndsWith("/data.pkl", StringComparison.Ordinal)).Take(2).ToArray();
        return found.Length == 1
            ? found[0]
            : throw new AdapterFormatException(AdapterFormatError.InvalidArchive,
                $"the archive holds {(found.Length == 0 ? "no" : "more than one")} data.pkl; a PyTorch checkpoint has one.", archive.File);
    }

    private static void CheckByteOrder(StoredArchive archive, string stem)
    {
        if (archive.Entries.TryGetValue($"{stem}/byteorder", out var entry) && !archive.Read(entry).SequenceEqual("little"u8))
            throw new AdapterFormatException(AdapterFormatError.Unsupported, "byteorder is not 'little'; save the file again on a little-endian machine.", archive.File);
    }

    private static string Kind(object? value) => value switch
    {
        null => "None",
        bool or long or double => "a number",
        string => "text",
        PickleTuple => "a tuple",
        PickleList => "a list",
        PickleDict => "a dictionary",
        TensorReference => "a tensor",
        StorageReference => "a storage",
        _ => "a name",
    };
}
