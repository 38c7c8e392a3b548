using static TorchSharp.torch;

namespace TorchSharp.Tests.TensorOperations;

public class ArithmeticTests
{
    private readonly Tensor _a = tensor(new float[] { 1, 2, 4 });
    private readonly Tensor _b = tensor(new float[] { 3, -1, 2 });

    [Fact]
    public void Adds() => Expect.Values(_a + _b, 4, 1, 6);

    [Fact]
    public void Adds_a_multiple() => Expect.Values(_a.add(_b, 2), 7, 0, 8);

    [Fact]
    public void Subtracts() => Expect.Values(_a - _b, -2, 3, 2);

    [Fact]
    public void Multiplies() => Expect.Values(_a * _b, 3, -2, 8);

    [Fact]
    public void Divides() => Expect.Values(_a / _b, 1f / 3, -2, 2);

    [Fact]
    public void Divides_rounding_down() => Expect.Values(_b.div(2, RoundingMode.floor), 1, -1, 1);

    [Fact]
    public void Divides_rounding_to_zero() => Expect.Values(_b.div(2, RoundingMode.trunc), 1, 0, 1);

    [Fact]
    public void Takes_numbers_on_either_side()
    {
        Expect.Values(_a + 1, 2, 3, 5);
        Expect.Values(1L + _a, 2, 3, 5);
        Expect.Values(_a - 0.5, 0.5f, 1.5f, 3.5f);
        Expect.Values(10 - _a, 9, 8, 6);
        Expect.Values(_a * 2f, 2, 4, 8);
        Expect.Values(2.0 * _a, 2, 4, 8);
        Expect.Values(_a / 4, 0.25f, 0.5f, 1);
        Expect.Values(8.0 / _a, 8, 4, 2);
        Expect.Values(_b % 2, 1, 1, 0);
        Expect.Values(-_a, -1, -2, -4);
    }

    [Fact]
    public void Keeps_whole_numbers_whole()
    {
        using var whole = tensor(new long[] { 5, 6 });
        Assert.Equal(int64, (whole + 1).dtype);
        Assert.Equal(float32, (whole / 2).dtype);
        Expect.Values(whole.floor_divide(2), 2, 3);
    }

    [Fact]
    public void In_place_forms_change_the_tensor_and_return_it()
    {
        using var x = _a.clone();
        Assert.Same(x, x.add_(_b).mul_(2).sub_(1).div_(2));
        Expect.Values(x, 3.5f, 0.5f, 5.5f);
    }

    [Fact]
    public void Raises_to_powers()
    {
        Expect.Values(_a.pow(2), 1, 4, 16);
        Expect.Values(_a.pow(tensor(new float[] { 3, 2, 0.5f })), 1, 4, 2);
    }

    [Fact]
    public void Multiplies_and_divides_into_a_sum()
    {
        using var ones = torch.ones(3);
        Expect.Values(ones.addcmul(_a, _b, 0.5), 2.5f, 0, 5);
        Expect.Values(ones.addcdiv(_a, _b, 3), 2, -5, 7);
    }

    [Fact]
    public void Interpolates() => Expect.Values(_a.lerp(_b, tensor(0.5f)), 2, 0.5f, 3);

    [Fact]
    public void Static_forms_are_the_same_functions()
    {
        Expect.Values(add(_a, _b), 4, 1, 6);
        Expect.Values(torch.sub(_a, 1), 0, 1, 3);
        Expect.Values(torch.pow(_a, 2), 1, 4, 16);
    }
}
