using T2L.Registry.Search;

namespace T2L.Registry.Tests.Search;

public sealed class FineCodeTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(7)]
    public void Half_a_byte_more_is_at_least_ten_times_as_near(int size)
    {
        foreach (var vector in SampleVectors.Create(50, size, seed: 12))
        {
            var direction = Direction.Of(vector)!;
            var code = new sbyte[size];
            var step = Direction.Round(direction, code, 127);
            var fine = new byte[FineCode.Bytes(size)];
            FineCode.Write(direction, code, step, fine);
            var near = new float[size];

            FineCode.Read(code, fine, step, near);

            Assert.All(Enumerable.Range(0, size), i => Assert.InRange(near[i] - direction[i], -step / 20, step / 20));
        }
    }
}
