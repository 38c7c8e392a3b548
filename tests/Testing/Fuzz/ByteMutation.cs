using System.Buffers.Binary;

namespace T2L.Testing.Fuzz;

/// <summary>One change to the bytes of a file, whatever they mean.</summary>
internal static class ByteMutation
{
    private const int MostBytes = 16;
    private const int LongRun = 5000;

    // Bytes that begin or end something in JSON, YAML, pickle, zip or protobuf, and the edges of numbers.
    private static readonly byte[] Telling = [0, 1, 0x7F, 0x80, 0xFE, 0xFF, .. "\"'{}[],:-.0919eE\\&*!|>#\n\t ()RQtu}]csqbPN0012X\x8a\x95\x81K"u8];

    private static readonly long[] Edges =
        [0, 1, 2, -1, -2, 127, 128, 255, 256, short.MaxValue, ushort.MaxValue, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 32, 1L << 40, long.MaxValue, long.MinValue];

    public static void Apply(List<byte> bytes, FuzzFile file, FuzzRandom random)
    {
        var at = Position(bytes.Count, file, random);
        var length = Math.Min(1 + random.Below(MostBytes), bytes.Count - at);
        switch (random.Below(14))
        {
            case 0 or 1:
                bytes[at] ^= (byte)(1 << random.Below(8));
                break;
            case 2:
                bytes[at] = (byte)random.Next();
                break;
            case 3 or 4:
                bytes[at] = random.Of<byte>(Telling);
                break;
            case 5 or 6 or 7:
                EditNumber(bytes, at, random);
                break;
            case 8:
                bytes.RemoveRange(at, random.Chance(30) ? bytes.Count - at : length);
                break;
            case 9:
                var from = Position(bytes.Count, file, random);
                bytes.InsertRange(at, bytes.GetRange(from, Math.Min(length, bytes.Count - from)));
                break;
            case 10:
                Swap(bytes, at, Position(bytes.Count, file, random), length);
                break;
            case 11:
                Overwrite(bytes, at, Position(bytes.Count, file, random), length);
                break;
            case 12:
                bytes.InsertRange(at, Enumerable.Repeat(random.Of<byte>(Telling), random.Chance(10) ? random.Below(LongRun) : length));
                break;
            default:
                // A larger piece twice: whole entries of a directory, a dictionary, a list.
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Below(512), bytes.Count - at)));
                break;
        }
    }

    private static int Position(int count, FuzzFile file, FuzzRandom random)
    {
        var (start, end) = (file.Hot.Start.GetOffset(count), file.Hot.End.GetOffset(count));
        var isHot = end > start && start >= 0 && end <= count && random.Chance(90);
        return isHot ? start + random.Below(end - start) : random.Below(count);
    }

    // A length, a count or an offset that lies, of any width and in either byte order.
    private static void EditNumber(List<byte> bytes, int at, FuzzRandom random)
    {
        var width = 1 << random.Below(4);
        if (bytes.Count - at < width)
            return;
        Span<byte> word = stackalloc byte[sizeof(long)];
        for (var i = 0; i < width; i++)
            word[i] = bytes[at + i];
        var old = BinaryPrimitives.ReadInt64LittleEndian(word);
        var value = random.Below(5) switch
        {
            0 => old + 1,
            1 => old - 1,
            2 => old * 2,
            3 => bytes.Count - at,
            _ => random.Of<long>(Edges),
        };
        BinaryPrimitives.WriteInt64LittleEndian(word, random.Chance(25) ? BinaryPrimitives.ReverseEndianness(value) >> (64 - 8 * width) : value);
        for (var i = 0; i < width; i++)
            bytes[at + i] = word[i];
    }

    private static void Swap(List<byte> bytes, int left, int right, int length)
    {
        for (var i = 0; i < length && left + i < bytes.Count && right + i < bytes.Count; i++)
            (bytes[left + i], bytes[right + i]) = (bytes[right + i], bytes[left + i]);
    }

    private static void Overwrite(List<byte> bytes, int target, int source, int length)
    {
        for (var i = 0; i < length && target + i < bytes.Count && source + i < bytes.Count; i++)
            bytes[target + i] = bytes[source + i];
    }
}
