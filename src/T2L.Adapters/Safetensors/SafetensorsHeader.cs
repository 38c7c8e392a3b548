using System.Buffers.Binary;
using System.Collections.ObjectModel;
using T2L.Adapters.Storage;

namespace T2L.Adapters.Safetensors;

/// <summary>The checked header of a safetensors file.</summary>
/// <param name="Tensors">The tensors in the order of the header.</param>
/// <param name="Metadata">Free text by name; empty where there is none.</param>
/// <param name="DataStart">Position of the first data byte in the file.</param>
internal sealed record SafetensorsHeader(
    IReadOnlyDictionary<string, TensorInfo> Tensors, IReadOnlyDictionary<string, string> Metadata, long DataStart)
{
    /// <summary>Reads and checks the header; <paramref name="file"/> is named in refusals.</summary>
    public static SafetensorsHeader Read(MappedBytes bytes, string file)
    {
        var length = HeaderLength(bytes, file);
        var dataStart = SafetensorsLimits.LengthBytes + length;
        var parser = new SafetensorsHeaderParser(bytes.Span(SafetensorsLimits.LengthBytes, (int)length), file);
        var (tensors, metadata) = parser.Parse();
        SafetensorsRanges.Check(tensors.Values, bytes.Length - dataStart, file);
        return new SafetensorsHeader(
            new ReadOnlyDictionary<string, TensorInfo>(tensors), new ReadOnlyDictionary<string, string>(metadata), dataStart);
    }

    private static long HeaderLength(MappedBytes bytes, string file)
    {
        if (bytes.Length < SafetensorsLimits.LengthBytes)
        {
            throw new AdapterFormatException(AdapterFormatError.FileTruncated,
                $"the file has {bytes.Length} bytes; a safetensors file begins with 8 bytes that give the length of its header.", file);
        }

        var announced = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span(0, SafetensorsLimits.LengthBytes));
        if (announced > SafetensorsLimits.MaxHeaderBytes)
        {
            throw new AdapterFormatException(AdapterFormatError.HeaderTooLong,
                $"header says {announced} bytes, the limit is {SafetensorsLimits.MaxHeaderBytes}. The file was refused before reading further.", file);
        }

        var remaining = bytes.Length - SafetensorsLimits.LengthBytes;
        if ((long)announced > remaining)
        {
            throw new AdapterFormatException(AdapterFormatError.FileTruncated,
                $"header says {announced} bytes, the file has {remaining} after the length. It is incomplete; fetch it again.", file);
        }

        return (long)announced;
    }
}
