using System.Runtime.InteropServices;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Native;

public class ErrorTests
{
    [Fact]
    public void Failures_carry_the_operator_and_libtorchs_text()
    {
        var error = Assert.Throws<ExternalException>(() => zeros(2, 3).mm(zeros(4, 5)));
        Assert.Equal("aten::mm: mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)", error.Message);
    }

    [Fact]
    public void Failures_of_autograd_carry_libtorchs_text()
    {
        var error = Assert.Throws<ExternalException>(() => zeros(2).sum().backward());
        Assert.StartsWith("backward: element 0 of tensors does not require grad", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Failures_have_no_native_stack()
    {
        var error = Assert.Throws<ExternalException>(() => zeros(2).view(3));
        Assert.DoesNotContain("frame #", error.Message);
        Assert.DoesNotContain("Exception raised from", error.Message);
    }

    [Fact]
    public void An_operator_that_libtorch_lacks_is_named()
    {
        var error = Assert.Throws<ExternalException>(() => new Operator("no_such_operator", "Tensor").Call(zeros(1)));
        Assert.Contains($"libtorch {__version__} has no operator aten::no_such_operator.Tensor", error.Message);
    }

    [Fact]
    public void Too_many_arguments_are_refused()
    {
        using var x = zeros(1);
        var error = Assert.Throws<ExternalException>(() => new Operator("abs").Call(x, 1, 2));
        Assert.Contains("3 arguments were given", error.Message);
    }

    [Fact]
    public void Long_lists_of_arguments_arrive_whole()
    {
        var parts = Enumerable.Range(0, 1000).Select(i => full([1], i)).ToArray();
        using var joined = cat(parts);
        Assert.Equal(499500, joined.sum().item<long>());
        Assert.Equal(1000, joined.split([.. Enumerable.Repeat(1L, 1000)]).Length);
    }

    [Fact]
    public void A_call_goes_on_after_a_failed_one()
    {
        using var x = zeros(2);
        for (var i = 0; i < 100; i++) Assert.Throws<ExternalException>(() => x.view(3));
        Expect.Values(x + 1, 1, 1);
    }
}
