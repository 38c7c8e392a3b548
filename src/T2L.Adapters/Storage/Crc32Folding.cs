using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace T2L.Adapters.Storage;

/// <summary>Shrinks a long message to sixteen bytes with the same CRC-32, by carry-less multiplication.</summary>
/// <remarks>
/// Gopal et al., "Fast CRC computation for generic polynomials using PCLMULQDQ", Intel 2009. The constants are powers of x modulo the
/// polynomial, bit-reflected: x^(512±32) for four lanes of sixteen bytes, x^(128±32) for one.
/// </remarks>
internal static class Crc32Folding
{
    /// <summary>Shortest message that is worth folding, and four lanes.</summary>
    public const int MinBytes = 64;

    /// <summary>What a message shrinks to.</summary>
    public const int FoldedBytes = 16;

    /// <summary>Folds as many bytes as make whole lanes.</summary>
    /// <param name="state">The checksum's state before the message.</param>
    /// <param name="bytes">The message, at least <see cref="MinBytes"/>.</param>
    /// <param name="folded">Receives the sixteen bytes; their state begins at zero.</param>
    /// <returns>The bytes that remain, fewer than sixteen.</returns>
    public static ReadOnlySpan<byte> Fold(uint state, ReadOnlySpan<byte> bytes, scoped Span<byte> folded)
    {
        var fourLanes = Vector128.Create(0x1_5444_2BD4UL, 0x1_C6E4_1596UL);
        var oneLane = Vector128.Create(0x1_7519_97D0UL, 0x0_CCAA_009EUL);

        var a = Load(bytes, 0) ^ Vector128.CreateScalar((ulong)state);
        var b = Load(bytes, 16);
        var c = Load(bytes, 32);
        var d = Load(bytes, 48);
        for (bytes = bytes[MinBytes..]; bytes.Length >= MinBytes; bytes = bytes[MinBytes..])
        {
            a = Shift(a, fourLanes) ^ Load(bytes, 0);
            b = Shift(b, fourLanes) ^ Load(bytes, 16);
            c = Shift(c, fourLanes) ^ Load(bytes, 32);
            d = Shift(d, fourLanes) ^ Load(bytes, 48);
        }

        var lane = Shift(Shift(Shift(a, oneLane) ^ b, oneLane) ^ c, oneLane) ^ d;
        for (; bytes.Length >= FoldedBytes; bytes = bytes[FoldedBytes..])
            lane = Shift(lane, oneLane) ^ Load(bytes, 0);
        lane.AsByte().CopyTo(folded);
        return bytes;
    }

    private static Vector128<ulong> Load(ReadOnlySpan<byte> bytes, int offset) => Vector128.Create(bytes.Slice(offset, FoldedBytes)).AsUInt64();

    private static Vector128<ulong> Shift(Vector128<ulong> lane, Vector128<ulong> powers) =>
        Pclmulqdq.CarrylessMultiply(lane, powers, 0x00) ^ Pclmulqdq.CarrylessMultiply(lane, powers, 0x11);
}
