using static TorchSharp.torch;

namespace TorchSharp.Tests.TensorOperations;

public class ReductionTests
{
    private readonly Tensor _x = Expect.Counting(2, 3);

    [Fact]
    public void Sums()
    {
        Expect.Values(_x.sum(), 21);
        Expect.Values(_x.sum(0L), 5, 7, 9);
        Expect.Values(_x.sum([0, 1]), 21);
        Expect.Shape(_x.sum(1, keepdim: true), 2, 1);
        Assert.Equal(float64, _x.sum(float64).dtype);
    }

    [Fact]
    public void Refuses_the_literal_zero_that_csharp_takes_for_an_element_type()
    {
        var error = Assert.Throws<ArgumentException>(() => _x.sum(0));
        Assert.Contains("sum(0L)", error.Message);
        Assert.Throws<ArgumentException>(() => _x.prod(0));
    }

    [Fact]
    public void Averages()
    {
        Expect.Values(_x.mean(), 3.5f);
        Expect.Values(_x.mean([1]), 2, 5);
        Expect.Values(_x.median(), 3);
    }

    [Fact]
    public void Finds_extremes_and_where_they_are()
    {
        Expect.Values(_x.max(), 6);
        var (values, indices) = _x.max(1);
        Expect.Values(values, 3, 6);
        Expect.Values(indices, 2, 2);
        Expect.Values(_x.min(0).Item1, 1, 2, 3);
        Expect.Values(_x.argmax(1), 2, 2);
        Expect.Values(_x.argmin(), 0);
        Expect.Values(_x.amax([0]), 4, 5, 6);
        Expect.Values(_x.maximum(tensor(4f)), 4, 4, 4, 4, 5, 6);
    }

    [Fact]
    public void Measures_spread()
    {
        using var x = tensor(new float[] { 2, 4, 4, 4, 5, 5, 7, 9 });
        Expect.Values(x.std(false), 2);
        Expect.Values(x.var(false), 4);
        Expect.Close(x.var(), 1e-6, 32f / 7);
        Expect.Close(x.view(2, 4).std(1, unbiased: false), 1e-6, MathF.Sqrt(0.75f), MathF.Sqrt(2.75f));
    }

    [Fact]
    public void Measures_length()
    {
        using var x = tensor(new float[] { 3, -4 });
        Expect.Values(x.norm(), 5);
        Expect.Values(x.norm(1f), 7);
        Expect.Values(_x.norm(1), MathF.Sqrt(14), MathF.Sqrt(77));
    }

    [Fact]
    public void Asks_for_all_and_any()
    {
        using var flags = tensor(new[] { true, false, true, true }).view(2, 2);
        Expect.Values(flags.all(1), 0, 1);
        Expect.Values(flags.any(), 1);
        Assert.False(flags.all().item<bool>());
    }

    [Fact]
    public void Accumulates() => Expect.Values(_x.cumsum(1), 1, 3, 6, 4, 9, 15);

    [Fact]
    public void Sorts_and_takes_the_largest()
    {
        using var x = tensor(new float[] { 3, 1, 2 });
        var (sorted, order) = x.sort(descending: true);
        Expect.Values(sorted, 3, 2, 1);
        Expect.Values(order, 0, 2, 1);
        var (top, where) = x.topk(2);
        Expect.Values(top, 3, 2);
        Expect.Values(where, 0, 2);
        Expect.Values(x.argsort(), 1, 2, 0);
    }

    [Fact]
    public void Sums_exponentials_safely() => Expect.Values(tensor(new float[] { 1000, 1000 }).logsumexp(0), 1000 + MathF.Log(2));
}
