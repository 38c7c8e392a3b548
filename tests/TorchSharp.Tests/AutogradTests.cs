using static TorchSharp.torch;

namespace TorchSharp.Tests;

public class AutogradTests
{
    public static TheoryData<string> Functions => [.. Expressions.Keys];

    private static readonly Dictionary<string, Func<Tensor, Tensor>> Expressions = new()
    {
        ["polynomial"] = x => x.pow(3) * 2 - x / 3 + 1,
        ["activations"] = x => nn.functional.silu(x) + nn.functional.gelu(x) * x.tanh() - x.sigmoid(),
        ["softmax"] = x => x.softmax(-1) * arange(1, 7, float64).view(2, 3),
        ["layer_norm"] = x => nn.functional.layer_norm(x, [3]) * arange(1, 7, float64).view(2, 3),
        ["matmul"] = x => x.matmul(x.t()).pow(2),
        ["indexing"] = x => x[TensorIndex.Ellipsis, 1..] * x.index_select(1, tensor(new long[] { 2, 0 })),
        ["shapes"] = x => cat([x.t().reshape(2, 3), x.unsqueeze(0).expand(2, 2, 3)[1]], 0) * 3,
        ["reductions"] = x => x.mean([0]) + x.std(0, unbiased: false) + x.norm(2f) + x.logsumexp(1, true),
        ["choice"] = x => where(x > 0, x.exp(), x.square()) + x.masked_fill(x > 0.5, 0),
        ["cross_entropy"] = x => nn.functional.cross_entropy(x, tensor(new long[] { 2, 0 }), label_smoothing: 0.1),
        ["normalize"] = x => nn.functional.normalize(x, dim: 1) * arange(1, 7, float64).view(2, 3),
        ["svd"] = x => linalg.svdvals(x),
    };

    /// <summary>d/dx by central differences of size 1e-6 in float64; their error is about 1e-9.</summary>
    [Theory, MemberData(nameof(Functions))]
    public void Gradients_equal_finite_differences(string name)
    {
        var function = Expressions[name];
        using var x = tensor(new[] { 0.3, -0.7, 1.1, 0.9, -0.2, 0.45 }).view(2, 3).detach().requires_grad_();
        function(x).sum().backward();
        var gradient = x.grad!.data<double>().ToArray();
        using var noGrad = no_grad();
        for (var i = 0; i < gradient.Length; i++)
        {
            using var up = x.detach().clone();
            using var down = x.detach().clone();
            up.data<double>()[i] += 1e-6;
            down.data<double>()[i] -= 1e-6;
            var slope = (function(up).sum().item<double>() - function(down).sum().item<double>()) / 2e-6;
            Assert.Equal(slope, gradient[i], 1e-7);
        }
    }

    [Fact]
    public void Gradients_accumulate_until_they_are_cleared()
    {
        using var x = tensor(new float[] { 1, 2 }, requires_grad: true);
        (x * 3).sum().backward();
        (x * 3).sum().backward();
        Expect.Values(x.grad!, 6, 6);
        x.grad = null;
        Assert.Null(x.grad);
    }

    [Fact]
    public void No_grad_records_nothing_and_ends_with_its_scope()
    {
        using var x = ones(2, requires_grad: true);
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            Assert.False((x * 2).requires_grad);
            using (enable_grad()) Assert.True((x * 2).requires_grad);
            Assert.False((x * 2).requires_grad);
        }
        Assert.True((x * 2).requires_grad);
    }

    [Fact]
    public void Inference_mode_ends_with_its_scope()
    {
        using var x = ones(2, requires_grad: true);
        using (inference_mode())
        {
            Assert.True(is_inference_mode_enabled());
            Assert.False((x * 2).requires_grad);
        }
        Assert.False(is_inference_mode_enabled());
        Assert.True((x * 2).requires_grad);
    }

    [Fact]
    public void Detached_tensors_pass_no_gradient()
    {
        using var x = tensor(2f, requires_grad: true);
        (x * x.detach()).backward();
        Expect.Values(x.grad!, 2);
    }

    [Fact]
    public void Grad_leaves_the_tensors_alone_and_can_be_differentiated_again()
    {
        using var x = tensor(3.0, requires_grad: true);
        var first = autograd.grad([x.pow(3)], [x], create_graph: true)[0];
        Assert.Equal(27, first.item<double>(), 1e-12);
        Assert.Equal(18, autograd.grad([first], [x])[0].item<double>(), 1e-12);
        Assert.Null(x.grad);
    }

    [Fact]
    public void Backward_takes_gradients_of_the_outputs()
    {
        using var x = ones(2, requires_grad: true);
        (x * 5).backward([tensor(new float[] { 1, 10 })]);
        Expect.Values(x.grad!, 5, 50);
    }

    [Fact]
    public void A_graph_is_used_once_unless_it_is_retained()
    {
        using var x = ones(2, requires_grad: true);
        using var y = x.exp().sum();
        y.backward(retain_graph: true);
        y.backward();
        Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => y.backward());
    }
}
