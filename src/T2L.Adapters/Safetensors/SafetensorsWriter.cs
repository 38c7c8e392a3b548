using System.Buffers.Binary;
using T2L.Adapters.Storage;

namespace T2L.Adapters.Safetensors;

/// <summary>Writes safetensors files that equal those of the official library byte for byte.</summary>
public static class SafetensorsWriter
{
    /// <summary>Writes a file under a temporary name, then renames it: the name never stands for half a file.</summary>
    /// <param name="path">The file; an existing one is replaced. Missing folders are made.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <param name="metadata">Free text by name; none writes no metadata.</param>
    /// <param name="order">The layout; default that of the official library.</param>
    /// <exception cref="ArgumentException">A name occurs twice, is <c>__metadata__</c> or not Unicode, or the header would exceed its limit.</exception>
    public static void Write(
        string path,
        IEnumerable<KeyValuePair<string, TensorData>> tensors,
        IReadOnlyDictionary<string, string>? metadata = null,
        TensorOrder order = TensorOrder.Canonical) => WriteStreaming(path, Sources(tensors), metadata, order);

    /// <summary>Writes tensors that need not lie in memory; otherwise as <see cref="Write"/> does.</summary>
    /// <param name="path">The file; an existing one is replaced. Missing folders are made.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <param name="metadata">Free text by name; none writes no metadata.</param>
    /// <param name="order">The layout; default that of the official library.</param>
    /// <exception cref="ArgumentException">A name occurs twice, is <c>__metadata__</c> or not Unicode, or the header would exceed its limit.</exception>
    public static void WriteStreaming(
        string path,
        IEnumerable<KeyValuePair<string, TensorSource>> tensors,
        IReadOnlyDictionary<string, string>? metadata = null,
        TensorOrder order = TensorOrder.Canonical)
    {
        var layout = SafetensorsLayout.Of(tensors, metadata, order);
        AtomicFile.Write(path, stream => WriteTo(stream, layout));
    }

    /// <summary>The bytes of a file; see <see cref="Write"/>.</summary>
    /// <param name="tensors">The tensors by name.</param>
    /// <param name="metadata">Free text by name; none writes no metadata.</param>
    /// <param name="order">The layout; default that of the official library.</param>
    /// <returns>The whole file.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Write"/>, or the file would have more than 2 GB.</exception>
    public static byte[] ToBytes(
        IEnumerable<KeyValuePair<string, TensorData>> tensors,
        IReadOnlyDictionary<string, string>? metadata = null,
        TensorOrder order = TensorOrder.Canonical)
    {
        var layout = SafetensorsLayout.Of(Sources(tensors), metadata, order);
        if (layout.TotalBytes > Array.MaxLength)
            throw new ArgumentException($"The file would have {layout.TotalBytes} bytes, more than fit in memory as one piece; write it to disk.", nameof(tensors));
        var bytes = new byte[layout.TotalBytes];
        using var stream = new MemoryStream(bytes);
        WriteTo(stream, layout);
        return bytes;
    }

    private static IEnumerable<KeyValuePair<string, TensorSource>> Sources(IEnumerable<KeyValuePair<string, TensorData>> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        return tensors.Select(t => KeyValuePair.Create(t.Key, TensorSource.Of(t.Value)));
    }

    private static void WriteTo(Stream stream, SafetensorsLayout layout)
    {
        Span<byte> length = stackalloc byte[SafetensorsLimits.LengthBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)layout.Header.Length);
        stream.Write(length);
        stream.Write(layout.Header);
        foreach (var tensor in layout.Tensors)
            tensor.WriteTo(stream);
    }
}
