using T2L.Adapters.Storage;

namespace T2L.Adapters.Safetensors;

/// <summary>A safetensors file, checked on opening and mapped into memory: tensors cost nothing until their bytes are touched.</summary>
/// <remarks>
/// Format: 8 bytes little-endian length, a JSON header of that length, the tensors' bytes without gaps.
/// Spans and addresses are valid until <see cref="Dispose"/>; do not shorten the file while it is open.
/// </remarks>
public sealed class SafetensorsFile : IDisposable
{
    private readonly MappedBytes _bytes;
    private readonly SafetensorsHeader _header;

    private SafetensorsFile(MappedBytes bytes, string name)
    {
        _bytes = bytes;
        Name = name;
        try
        {
            _header = SafetensorsHeader.Read(bytes, name);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>Path or name of the file.</summary>
    public string Name { get; }

    /// <summary>The tensors by name, in the order of the header.</summary>
    public IReadOnlyDictionary<string, TensorInfo> Tensors => _header.Tensors;

    /// <summary>Free text by name; empty where the file has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Maps a file and checks its header.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The open file.</returns>
    /// <exception cref="AdapterFormatException">The file is missing, damaged, or not a safetensors file.</exception>
    public static SafetensorsFile Open(string path) => new(MappedBytes.Map(path), path);

    /// <summary>Checks a file that is in memory already; the bytes stay pinned until <see cref="Dispose"/>.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <returns>The open file.</returns>
    /// <exception cref="AdapterFormatException">The bytes are not a safetensors file.</exception>
    public static SafetensorsFile FromBytes(ReadOnlyMemory<byte> bytes, string name) => new(MappedBytes.Pin(bytes), name);

    /// <summary>The bytes of a tensor, without a copy.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <returns>Its bytes, row-major, little-endian; valid until <see cref="Dispose"/>.</returns>
    /// <exception cref="AdapterFormatException">There is no such tensor, or it has more than 2 GB.</exception>
    public ReadOnlySpan<byte> Span(string name)
    {
        var tensor = Find(name);
        return _bytes.Span(_header.DataStart + tensor.Begin, SpanLength(tensor));
    }

    /// <summary>A copy of a tensor, independent of this file.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <returns>The tensor.</returns>
    /// <exception cref="AdapterFormatException">There is no such tensor, or it has more than 2 GB.</exception>
    public TensorData Read(string name)
    {
        var tensor = Find(name);
        return new TensorData(tensor.DType, tensor.Shape, Span(name).ToArray());
    }

    /// <summary>Where a tensor's bytes begin in memory. Works for tensors of any size; <see cref="TensorInfo.Length"/> bytes follow.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <returns>The address, valid until <see cref="Dispose"/>; it may be unaligned.</returns>
    /// <exception cref="AdapterFormatException">There is no such tensor.</exception>
    public nint Address(string name) => _bytes.Address(_header.DataStart + Find(name).Begin);

    /// <summary>Copies part of a tensor's bytes; from a file they are read past the mapping, faster and without taking memory.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="start">First byte, from 0 at the tensor's beginning.</param>
    /// <param name="target">Filled whole; several threads may read at once.</param>
    /// <exception cref="AdapterFormatException">There is no such tensor, or the file was shortened meanwhile.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tensor has fewer bytes.</exception>
    public void CopyTo(string name, long start, Span<byte> target)
    {
        var tensor = Find(name);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, tensor.Length - target.Length);
        try
        {
            _bytes.CopyTo(_header.DataStart + tensor.Begin + start, target);
        }
        catch (IOException exception)
        {
            throw new AdapterFormatException(AdapterFormatError.FileUnreadable, $"'{name}' cannot be read: {exception.Message}", Name, name, exception);
        }
    }

    /// <summary>Unmaps the file.</summary>
    public void Dispose() => _bytes.Dispose();

    private TensorInfo Find(string name) =>
        Tensors.TryGetValue(name, out var tensor)
            ? tensor
            : throw new AdapterFormatException(AdapterFormatError.MissingTensor,
                $"there is no tensor '{name}' among the {Tensors.Count} in the file.", Name, name);

    private int SpanLength(TensorInfo tensor) =>
        tensor.Length <= Array.MaxLength
            ? (int)tensor.Length
            : throw new AdapterFormatException(AdapterFormatError.FileTooLarge,
                $"'{tensor.Name}' has {tensor.Length} bytes; at most {Array.MaxLength} can be read in one piece.", Name, tensor.Name);
}
