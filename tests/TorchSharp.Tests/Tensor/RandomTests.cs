using static TorchSharp.torch;

namespace TorchSharp.Tests.TensorOperations;

public class RandomTests
{
    [Fact]
    public void The_same_seed_gives_the_same_numbers()
    {
        using var first = new Generator(7);
        using var second = new Generator(7);
        Assert.True(randn(100, generator: first).Equals(randn(100, generator: second)));
        Assert.False(randn(100, generator: first).Equals(randn(100, generator: new Generator(8))));
    }

    [Fact]
    public void A_saved_state_continues_where_it_was()
    {
        using var generator = new Generator(3);
        using var skipped = rand(10, generator: generator);
        using var state = generator.get_state();
        using var expected = rand(10, generator: generator);
        generator.set_state(state);
        Assert.True(rand(10, generator: generator).Equals(expected));
        Assert.Equal(3, generator.initial_seed());
    }

    [Fact]
    public void Distributions_have_their_shape()
    {
        using var generator = new Generator(1);
        using var normal = randn(20000, generator: generator);
        Assert.Equal(0, normal.mean().item<float>(), 0.03);
        Assert.Equal(1, normal.std().item<float>(), 0.03);
        using var uniform = empty(20000).uniform_(2, 4, generator);
        Assert.InRange(uniform.min().item<float>(), 2, 2.01);
        Assert.InRange(uniform.max().item<float>(), 3.99, 4);
        using var dice = randint(1, 7, [1000], generator: generator);
        Assert.Equal((1L, 6L), (dice.min().item<long>(), dice.max().item<long>()));
        Assert.Equal(int64, dice.dtype);
    }

    [Fact]
    public void Permutations_hold_every_number_once()
    {
        using var order = randperm(50, generator: new Generator(1));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), order.data<long>().ToArray().Order());
    }

    [Fact]
    public void Multinomial_never_draws_what_has_no_weight()
    {
        using var weights = tensor(new float[] { 0, 1, 0, 3 });
        using var drawn = weights.multinomial(400, replacement: true, new Generator(1));
        var counts = drawn.data<long>().ToArray().CountBy(i => i).ToDictionary();
        Assert.Equal([1L, 3L], counts.Keys.Order());
        Assert.InRange(counts[3], 260, 340);
    }
}
