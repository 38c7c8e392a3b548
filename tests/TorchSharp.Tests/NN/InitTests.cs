using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

public class InitTests
{
    [Fact]
    public void Uniform_stays_between_its_bounds()
    {
        using var x = nn.init.uniform_(nn.Parameter(zeros(1000)), -2, -1);
        Assert.InRange(x.min().item<float>(), -2, -1.98f);
        Assert.InRange(x.max().item<float>(), -1.02f, -1);
    }

    [Fact]
    public void Kaiming_uniform_has_the_bound_of_its_fan()
    {
        // gain √(2 / (1 + 5)) = √(1/3), bound √3 · √(1/3) / √fan = 1/√fan: what PyTorch's Linear uses.
        using var x = nn.init.kaiming_uniform_(zeros(200, 25), Math.Sqrt(5));
        Assert.InRange(x.abs().max().item<float>(), 0.19f, 0.2f);
    }

    [Fact]
    public void Normal_constant_and_identity()
    {
        using var x = nn.init.normal_(zeros(5000), 3, 0.5);
        Assert.Equal(3, x.mean().item<float>(), 0.05);
        Assert.Equal(0.5, x.std().item<float>(), 0.05);
        Expect.Values(nn.init.constant_(zeros(2), 7), 7, 7);
        Expect.Values(nn.init.eye_(zeros(2, 2)), 1, 0, 0, 1);
        Expect.Values(nn.init.ones_(zeros(1)), 1);
    }

    [Fact]
    public void Clipping_scales_all_gradients_by_their_common_norm()
    {
        using var a = nn.Parameter(zeros(1));
        using var b = nn.Parameter(zeros(2));
        a.grad = tensor(new float[] { 3 });
        b.grad = tensor(new float[] { 0, 4 });
        Assert.Equal(5, nn.utils.clip_grad_norm_([a, b], 10), 1e-6);
        Expect.Values(a.grad!, 3);
        Assert.Equal(5, nn.utils.clip_grad_norm_([a, b], 1), 1e-6);
        Expect.Close(a.grad!, 1e-5, 0.6f);
        Expect.Close(b.grad!, 1e-5, 0, 0.8f);
        nn.utils.clip_grad_value_([a, b], 0.7);
        Expect.Close(b.grad!, 1e-5, 0, 0.7f);
    }
}
