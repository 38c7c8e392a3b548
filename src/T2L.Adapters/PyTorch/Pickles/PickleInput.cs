using System.Buffers.Binary;
using System.Text;

namespace T2L.Adapters.PyTorch.Pickles;

/// <summary>Reads the operands of a pickle; every length is checked against what is left.</summary>
internal ref struct PickleInput(ReadOnlySpan<byte> bytes, string file)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The next byte's position.</summary>
    public int Position { get; private set; }

    public readonly int Remaining => _bytes.Length - Position;

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    /// <summary>A signed little-endian number of up to eight bytes.</summary>
    public long Long(int length)
    {
        if (length > sizeof(long))
            throw Refuse($"a whole number of {length} bytes; at most 8 are read");
        var digits = Take(length);
        long value = length > 0 && (digits[^1] & 0x80) != 0 ? -1 : 0;
        for (var i = length - 1; i >= 0; i--)
            value = (value << 8) | digits[i];
        return value;
    }

    public string Text(ulong length)
    {
        if (length > (ulong)Remaining)
            throw Refuse($"a text of {length} bytes, {Remaining} are left");
        return Decode(Take((int)length));
    }

    /// <summary>Text up to a line feed, which is passed over.</summary>
    public string Line()
    {
        var length = _bytes[Position..].IndexOf((byte)'\n');
        if (length is < 0 or > PickleLimits.MaxNameBytes)
            throw Refuse($"a name without an end in {PickleLimits.MaxNameBytes} bytes");
        var text = Decode(Take(length));
        Position++;
        return text;
    }

    public readonly AdapterFormatException Refuse(string found, AdapterFormatError error = AdapterFormatError.InvalidPickle) =>
        new(error, $"the pickle has {found} (before byte {Position}).", file);

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > Remaining)
            throw Refuse($"an end in the middle of an instruction: {length} bytes are needed, {Remaining} are left");
        var taken = _bytes.Slice(Position, length);
        Position += length;
        return taken;
    }

    private readonly string Decode(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return StrictUtf8.GetString(utf8);
        }
        catch (DecoderFallbackException e)
        {
            throw new AdapterFormatException(AdapterFormatError.InvalidUtf8, $"a text before byte {Position} is not UTF-8.", file, inner: e);
        }
    }
}
