using System.Buffers.Binary;
using System.Text;

namespace T2L.Adapters.Export.Gguf;

/// <summary>Writes GGUF files, version 3, little-endian: a header with named values, the tensors' descriptions, the tensors' bytes.</summary>
internal sealed class GgufWriter
{
    private const int Alignment = 32; // the format's default, so that no field has to say it
    private const int Version = 3;
    private const uint UInt32Kind = 4;
    private const uint Float32Kind = 6;
    private const uint TextKind = 8;

    private readonly List<(string Key, uint Kind, Action<Stream> Write)> _values = [];
    private readonly List<(string Name, TensorData Data)> _tensors = [];

    public void Add(string key, string value) => _values.Add((key, TextKind, stream => WriteText(stream, value)));

    public void Add(string key, float value) => _values.Add((key, Float32Kind, stream => Write(stream, BitConverter.SingleToUInt32Bits(value))));

    public void Add(string key, uint value) => _values.Add((key, UInt32Kind, stream => Write(stream, value)));

    /// <summary>Adds a matrix of F32, F16 or BF16.</summary>
    public void Add(string name, TensorData tensor) => _tensors.Add((name, tensor));

    public byte[] ToBytes()
    {
        using var file = new MemoryStream();
        file.Write("GGUF"u8);
        Write(file, (uint)Version);
        Write(file, (ulong)_tensors.Count);
        Write(file, (ulong)_values.Count);
        foreach (var (key, kind, write) in _values)
        {
            WriteText(file, key);
            Write(file, kind);
            write(file);
        }

        var offset = 0L;
        foreach (var (name, data) in _tensors)
        {
            Describe(file, name, data, offset);
            offset = Aligned(offset + data.Bytes.Length);
        }

        foreach (var (_, data) in _tensors)
        {
            Pad(file);
            file.Write(data.Bytes.Span);
        }

        Pad(file);
        return file.ToArray();
    }

    // Dimensions are written innermost first.
    private static void Describe(Stream file, string name, TensorData data, long offset)
    {
        WriteText(file, name);
        Write(file, (uint)data.Shape.Count);
        foreach (var dimension in data.Shape.Reverse())
            Write(file, (ulong)dimension);
        Write(file, Kind(data.DType));
        Write(file, (ulong)offset);
    }

    private static uint Kind(TensorDType dtype) => dtype switch
    {
        TensorDType.F32 => 0,
        TensorDType.F16 => 1,
        TensorDType.BF16 => 30,
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "Tensors of this type are not written here."),
    };

    private static long Aligned(long offset) => (offset + Alignment - 1) / Alignment * Alignment;

    private static void Pad(MemoryStream file) => file.SetLength(file.Position = Aligned(file.Position));

    private static void WriteText(Stream stream, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Write(stream, (ulong)bytes.Length);
        stream.Write(bytes);
    }

    private static void Write(Stream stream, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        stream.Write(bytes);
    }

    private static void Write(Stream stream, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        stream.Write(bytes);
    }
}
