using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace T2L.Adapters.PyTorch.Pickles;

/// <summary>Writes pickle instructions of protocol 2; texts and names that recur are remembered as Python remembers them.</summary>
internal sealed class PickleOutput
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Dictionary<string, int> _shared = new(StringComparer.Ordinal);
    private int _remembered;

    public byte[] ToBytes() => _bytes.WrittenSpan.ToArray();

    public void Op(PickleOpcode opcode) => WriteByte((byte)opcode);

    public void Protocol(byte version)
    {
        Op(PickleOpcode.Proto);
        WriteByte(version);
    }

    public void Remember()
    {
        var index = _remembered++;
        if (index <= byte.MaxValue)
        {
            Op(PickleOpcode.BinPut);
            WriteByte((byte)index);
        }
        else
        {
            Op(PickleOpcode.LongBinPut);
            Write32(index);
        }
    }

    public void Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Op(PickleOpcode.BinUnicode);
        Write32(utf8.Length);
        _bytes.Write(utf8);
        Remember();
    }

    public void SharedText(string text)
    {
        if (!Recall(text))
        {
            _shared.Add(text, _remembered);
            Text(text);
        }
    }

    public void Global(string module, string name)
    {
        var line = $"{module}\n{name}\n";
        if (Recall(line))
            return;
        _shared.Add(line, _remembered);
        Op(PickleOpcode.Global);
        _bytes.Write(Encoding.ASCII.GetBytes(line));
        Remember();
    }

    /// <summary>A call of OrderedDict without arguments; the caller remembers the result.</summary>
    public void EmptyOrderedDict()
    {
        Global("collections", "OrderedDict");
        Op(PickleOpcode.EmptyTuple);
        Op(PickleOpcode.Reduce);
    }

    public void Int(long value)
    {
        switch (value)
        {
            case >= 0 and <= byte.MaxValue:
                Op(PickleOpcode.BinInt1);
                WriteByte((byte)value);
                break;
            case >= 0 and <= ushort.MaxValue:
                Op(PickleOpcode.BinInt2);
                _bytes.Write([(byte)value, (byte)(value >> 8)]);
                break;
            case >= int.MinValue and <= int.MaxValue:
                Op(PickleOpcode.BinInt);
                Write32((int)value);
                break;
            default:
                Long(value);
                break;
        }
    }

    public void Tuple(IReadOnlyList<long> items)
    {
        if (items.Count == 0)
        {
            Op(PickleOpcode.EmptyTuple);
            return;
        }

        if (items.Count > 3)
            Op(PickleOpcode.Mark);
        foreach (var item in items)
            Int(item);
        Op(items.Count > 3 ? PickleOpcode.Tuple : PickleOpcode.Tuple1 + (byte)(items.Count - 1));
        Remember();
    }

    // As many bytes as the number and its sign need.
    private void Long(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        var length = sizeof(long);
        while (length > 1 && ((bytes[length - 1] == 0 && bytes[length - 2] < 0x80) || (bytes[length - 1] == 0xFF && bytes[length - 2] >= 0x80)))
            length--;
        Op(PickleOpcode.Long1);
        WriteByte((byte)length);
        _bytes.Write(bytes[..length]);
    }

    private bool Recall(string text)
    {
        if (!_shared.TryGetValue(text, out var index))
            return false;
        if (index <= byte.MaxValue)
        {
            Op(PickleOpcode.BinGet);
            WriteByte((byte)index);
        }
        else
        {
            Op(PickleOpcode.LongBinGet);
            Write32(index);
        }

        return true;
    }

    private void WriteByte(byte value) => _bytes.Write([value]);

    private void Write32(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _bytes.Write(bytes);
    }
}
