using static TorchSharp.torch;

namespace TorchSharp.Tests.TensorOperations;

public class ComparisonTests
{
    private readonly Tensor _a = tensor(new float[] { 1, 2, 3 });
    private readonly Tensor _b = tensor(new float[] { 3, 2, 1 });

    [Fact]
    public void Compares_element_by_element()
    {
        Expect.Values(_a == _b, 0, 1, 0);
        Expect.Values(_a != _b, 1, 0, 1);
        Expect.Values(_a < _b, 1, 0, 0);
        Expect.Values(_a <= _b, 1, 1, 0);
        Expect.Values(_a > _b, 0, 0, 1);
        Expect.Values(_a >= _b, 0, 1, 1);
    }

    [Fact]
    public void Compares_with_numbers_on_either_side()
    {
        Expect.Values(_a > 1, 0, 1, 1);
        Expect.Values(2 > _a, 1, 0, 0);
        Expect.Values(_a == 2, 0, 1, 0);
        Expect.Values(_a.le(2), 1, 1, 0);
    }

    [Fact]
    public void Combines_truth_values()
    {
        Expect.Values((_a > 1) & (_b > 1), 0, 1, 0);
        Expect.Values((_a > 2) | (_b > 2), 1, 0, 1);
        Expect.Values((_a > 2) ^ (_a > 1), 0, 1, 0);
        Expect.Values(~(_a > 2), 1, 1, 0);
        Expect.Values((_a > 2).logical_not(), 1, 1, 0);
    }

    [Fact]
    public void Equality_is_by_value()
    {
        Assert.True(_a.Equals(_b.flip(0)));
        Assert.False(_a.Equals(_b));
        Assert.False(_a.Equals(tensor(new float[] { 1, 2 })));
    }

    [Fact]
    public void Closeness_allows_a_tolerance()
    {
        Assert.True(_a.allclose(_a + 1e-7));
        Assert.False(_a.allclose(_a + 1e-3));
        Expect.Values(_a.isclose(_b), 0, 1, 0);
    }
}
