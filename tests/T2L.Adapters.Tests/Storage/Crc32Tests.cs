using T2L.Adapters.Storage;

namespace T2L.Adapters.Tests.Storage;

public class Crc32Tests
{
    // The check value of CRC-32/ISO-HDLC in the catalogue of parametrised CRC algorithms.
    [Fact]
    public void Is_the_published_check_value() => Assert.Equal(0xCBF43926, Crc32.Of("123456789"u8));

    [Fact]
    public void Of_nothing_is_zero() => Assert.Equal(0u, Crc32.Of([]));

    [Fact]
    public void Is_the_same_folded_as_by_tables_for_any_length()
    {
        var bytes = new byte[400];
        new Random(1).NextBytes(bytes);
        for (var length = 0; length <= bytes.Length; length++)
            Assert.Equal(~Crc32.Update(uint.MaxValue, bytes.AsSpan(0, length)), Crc32.Of(bytes.AsSpan(0, length)));
    }

    [Fact]
    public void Is_the_same_in_two_pieces_as_in_one()
    {
        var bytes = new byte[400];
        new Random(2).NextBytes(bytes);
        var whole = Crc32.Of(bytes);
        for (var cut = 0; cut <= bytes.Length; cut++)
            Assert.Equal(whole, Crc32.Append(Crc32.Of(bytes.AsSpan(0, cut)), bytes.AsSpan(cut)));
    }
}
