using System.Buffers.Binary;
using System.Runtime.Intrinsics.X86;

namespace T2L.Adapters.Storage;

/// <summary>The checksum of zip archives (polynomial 0xEDB88320): eight bytes a step by tables, sixty-four where the processor multiplies polynomials.</summary>
internal static class Crc32
{
    private const int Slices = 8;
    private static readonly uint[][] Tables = BuildTables();

    public static uint Of(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    /// <summary>The checksum of what <paramref name="crc"/> stands for, followed by <paramref name="bytes"/>.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        var state = ~crc;
        if (Pclmulqdq.IsSupported && bytes.Length >= Crc32Folding.MinBytes)
        {
            Span<byte> folded = stackalloc byte[Crc32Folding.FoldedBytes];
            bytes = Crc32Folding.Fold(state, bytes, folded);
            state = Update(0, folded);
        }

        return ~Update(state, bytes);
    }

    /// <summary>The same by tables alone.</summary>
    internal static uint Update(uint state, ReadOnlySpan<byte> bytes)
    {
        var t = Tables;
        while (bytes.Length >= Slices)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ state;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            state = t[7][low & 0xFF] ^ t[6][(low >> 8) & 0xFF] ^ t[5][(low >> 16) & 0xFF] ^ t[4][low >> 24]
                ^ t[3][high & 0xFF] ^ t[2][(high >> 8) & 0xFF] ^ t[1][(high >> 16) & 0xFF] ^ t[0][high >> 24];
            bytes = bytes[Slices..];
        }

        foreach (var b in bytes)
            state = t[0][(state ^ b) & 0xFF] ^ (state >> 8);
        return state;
    }

    private static uint[][] BuildTables()
    {
        var tables = new uint[Slices][];
        for (var slice = 0; slice < Slices; slice++)
        {
            tables[slice] = new uint[256];
            for (uint i = 0; i < 256; i++)
                tables[slice][i] = slice == 0 ? ShiftOut(i) : ShiftOut(tables[slice - 1][i] & 0xFF) ^ (tables[slice - 1][i] >> 8);
        }

        return tables;
    }

    private static uint ShiftOut(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB8_8320;
        return value;
    }
}
