using System.Buffers.Binary;
using System.Text;

namespace T2L.Adapters.Tests.Export;

/// <summary>A GGUF file, read by the format's description and apart from the code that writes it.</summary>
internal sealed class GgufFile
{
    private readonly byte[] _bytes;
    private int _at;

    public GgufFile(byte[] bytes)
    {
        _bytes = bytes;
        Assert.Equal("GGUF", Encoding.ASCII.GetString(bytes, 0, 4));
        _at = 4;
        Assert.Equal(3u, U32());
        var (tensors, values) = (U64(), U64());
        for (var i = 0UL; i < values; i++)
        {
            var key = Text();
            Values[key] = U32() switch
            {
                4 => U32(),
                6 => BitConverter.UInt32BitsToSingle(U32()),
                8 => Text(),
                var kind => throw new InvalidDataException($"kind {kind}"),
            };
        }

        var found = new List<(string Name, long[] Shape, uint Kind, ulong Offset)>();
        for (var i = 0UL; i < tensors; i++)
        {
            var name = Text();
            var innermostFirst = Enumerable.Range(0, (int)U32()).Select(_ => (long)U64()).ToArray();
            found.Add((name, [.. innermostFirst.Reverse()], U32(), U64()));
        }

        var start = (_at + 31) / 32 * 32;
        foreach (var (name, shape, kind, offset) in found)
            Tensors.Add(name, Tensor(shape, kind, start, offset));
    }

    public Dictionary<string, object> Values { get; } = [];

    public Dictionary<string, TensorData> Tensors { get; } = [];

    private TensorData Tensor(long[] shape, uint kind, int start, ulong offset)
    {
        Assert.Equal(0UL, offset % 32);
        var dtype = kind switch { 0 => TensorDType.F32, 1 => TensorDType.F16, 30 => TensorDType.BF16, _ => throw new InvalidDataException($"type {kind}") };
        var length = (int)(shape[0] * shape[1]) * dtype.Size();
        return new TensorData(dtype, shape, _bytes.AsMemory(start + (int)offset, length));
    }

    private uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan((_at += 4) - 4));

    private ulong U64() => BinaryPrimitives.ReadUInt64LittleEndian(_bytes.AsSpan((_at += 8) - 8));

    private string Text()
    {
        var length = (int)U64();
        return Encoding.UTF8.GetString(_bytes, (_at += length) - length, length);
    }
}
