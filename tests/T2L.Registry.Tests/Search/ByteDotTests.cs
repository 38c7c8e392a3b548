using T2L.Registry.Search;

namespace T2L.Registry.Tests.Search;

public sealed class ByteDotTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(95)]
    [InlineData(256)]
    [InlineData(1024)]
    [InlineData(1000)]
    public void Gives_what_a_plain_loop_gives(int size)
    {
        var random = new Random(size);
        short[] query = [.. Enumerable.Range(0, size).Select(_ => (short)random.Next(-2047, 2048))];
        sbyte[] code = [.. Enumerable.Range(0, size).Select(_ => (sbyte)random.Next(-127, 128))];

        Assert.Equal(query.Zip(code, (q, c) => q * c).Sum(), ByteDot.Of(query, code));
        Assert.Equal(ByteDot.Plain(query, code), ByteDot.Of(query, code));
    }

    [Fact]
    public void Largest_numbers_do_not_overflow()
    {
        var query = Enumerable.Repeat((short)2047, 8192).ToArray();
        var code = Enumerable.Repeat((sbyte)127, 8192).ToArray();

        Assert.Equal(2047L * 127 * 8192, ByteDot.Of(query, code));
    }
}
