using static TorchSharp.torch;

namespace T2L.Models;

/// <summary>Passes in pieces over a cache against the same tokens in one pass without one.</summary>
public sealed class KeyValueCacheTests
{
    private const int Tokens = 23;

    // Every layer sliding, every other one, and none.
    private static readonly ModelConfig[] Shapes =
    [
        TinyModel.Config with { SlidingWindow = 5 },
        TinyModel.Config with { SlidingWindow = 5, SlidingLayers = [true, false] },
        TinyModel.Config with { SlidingWindow = 1 },
        TinyModel.Config with { SlidingWindow = Tokens },
        TinyModel.Config,
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(11)]
    [InlineData(Tokens - 1)]
    public void Prompts_shorter_and_longer_than_the_window_continue_as_in_one_pass(int first)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var config in Shapes)
        {
            using var network = TinyModel.Random(config);
            var ids = Ids(2);
            using var cache = network.NewCache(batch: 2, capacity: 3);
            var pieces = new List<Tensor> { network.Hidden(ids.narrow(1, 0, first), null, cache) };
            for (int at = first; at < Tokens; at++)
                pieces.Add(network.Hidden(ids.narrow(1, at, 1), null, cache));

            Assert.True(network.Hidden(ids, null).allclose(cat(pieces, 1), 1e-4, 1e-5));
            Assert.Equal(Tokens, cache.Length);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(7)]
    public void Chunks_of_any_length_continue_too_with_padding_on_the_left(int chunk)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var config in Shapes)
        {
            using var network = TinyModel.Random(config);
            var (ids, mask) = (Ids(2), ones([2, Tokens], dtype: ScalarType.Int64));
            mask[1].narrow(0, 0, 9).zero_();
            var whole = network.Hidden(ids, mask);
            var alone = network.Hidden(ids.narrow(0, 1, 1).narrow(1, 9, Tokens - 9), null);
            using var cache = network.NewCache(batch: 2, capacity: 3);
            var pieces = new List<Tensor>();
            for (int at = 0; at < Tokens; at += chunk)
            {
                int length = Math.Min(chunk, Tokens - at);
                pieces.Add(network.Hidden(ids.narrow(1, at, length), at < 12 ? mask.narrow(1, at, length) : null, cache));
            }

            var joined = cat(pieces, 1);
            Assert.True(whole[0].allclose(joined[0], 1e-4, 1e-5));
            Assert.True(alone[0].allclose(joined[1].narrow(0, 9, Tokens - 9), 1e-4, 1e-5));
            Assert.True(alone[0].allclose(whole[1].narrow(0, 9, Tokens - 9), 1e-4, 1e-5));
        }
    }

    [Fact]
    public void A_window_hides_exactly_what_lies_before_it()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var config = TinyModel.Config with { Layers = 1, SlidingWindow = 4 };
        using var network = TinyModel.Random(config);
        var ids = Ids(1);
        var before = network.Hidden(ids, null);
        ids[0, 10] = 77;

        var changed = (network.Hidden(ids, null) - before).abs().amax(-1)[0].data<float>().ToArray();

        Assert.Equal([10, 11, 12, 13], Enumerable.Range(0, Tokens).Where(token => changed[token] > 1e-4f));
        Assert.All(changed.Where((_, token) => token is < 10 or > 13), change => Assert.Equal(0, change, 1e-6f));
    }

    [Fact]
    public void A_window_bounds_the_memory()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var sliding = TinyModel.Random(TinyModel.Config with { SlidingWindow = 8 });
        using var full = TinyModel.Random(TinyModel.Config);
        using var small = sliding.NewCache(batch: 1, capacity: 64);
        using var large = full.NewCache(batch: 1, capacity: 64);
        for (int step = 0; step < 100; step++)
        {
            sliding.Hidden(full_like(Ids(1).narrow(1, 0, 1), step % 50), null, small);
            full.Hidden(full_like(Ids(1).narrow(1, 0, 1), step % 50), null, large);
        }

        // Keys and values of 2 layers, 2 groups of width 8, in float32: 256 bytes a token.
        Assert.InRange(small.Bytes, 8 * 256, 4 * 8 * 256);
        Assert.Equal(128 * 256, large.Bytes);
    }

    private static Tensor Ids(int rows) =>
        tensor(Enumerable.Range(0, rows * Tokens).Select(i => (long)(i * 31 % 80)).ToArray(), [rows, Tokens]);
}
