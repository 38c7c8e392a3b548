using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

public class LayerTests
{
    [Fact]
    public void Linear_starts_within_its_bounds_and_computes()
    {
        using var layer = nn.Linear(4, 3);
        Expect.Shape(layer.weight, 3, 4);
        Assert.InRange(layer.weight.abs().max().item<float>(), 0.01f, 0.5f);
        using var x = randn(2, 4);
        Assert.True(layer.forward(x).allclose(x.matmul(layer.weight.t()) + layer.bias!));
        Assert.Null(nn.Linear(4, 3, hasBias: false).bias);
    }

    [Fact]
    public void An_exchanged_weight_is_the_registered_one()
    {
        using var layer = nn.Linear(2, 2, hasBias: false);
        layer.weight = nn.Parameter(eye(2));
        Assert.Same(layer.weight, Assert.Single(layer.parameters()));
        Expect.Values(layer.forward(tensor(new float[] { 5, 6 })), 5, 6);
    }

    [Fact]
    public void Embedding_looks_up_rows_and_leaves_padding_without_gradient()
    {
        using var layer = nn.Embedding(3, 2, padding_idx: 0);
        Expect.Values(layer.weight[0], 0, 0);
        using var found = layer.forward(tensor(new long[] { 2, 0, 2 }));
        Assert.True(found[0].Equals(layer.weight[2]));
        found.sum().backward();
        Expect.Values(layer.weight.grad!, 0, 0, 0, 0, 2, 2);
    }

    [Fact]
    public void Layer_norm_starts_neutral()
    {
        using var layer = nn.LayerNorm(4);
        using var y = layer.forward(randn(8, 4));
        Assert.True(y.mean([1]).abs().max().item<float>() < 1e-6);
        Assert.Equal(["weight", "bias"], layer.named_parameters().Select(entry => entry.name));
        Assert.Empty(nn.LayerNorm(4, elementwise_affine: false).parameters());
    }

    [Fact]
    public void Dropout_follows_training_mode()
    {
        using var layer = nn.Dropout(0.5);
        using var x = ones(100);
        Assert.Contains(0f, layer.forward(x).data<float>().ToArray());
        layer.eval();
        Assert.True(layer.forward(x).Equals(x));
    }

    [Fact]
    public void Sequential_applies_its_steps_in_order_and_disposes_what_is_between()
    {
        using var scope = NewDisposeScope();
        var net = nn.Sequential(("first", nn.Linear(2, 2)), ("act", nn.SiLU()), ("second", nn.Linear(2, 1)));
        var x = randn(5, 2);
        var before = scope.DisposablesCount;
        var y = net.forward(x);
        Assert.Equal(before + 1, scope.DisposablesCount);
        var first = (Linear)net[0];
        var second = (Linear)net[2];
        Assert.True(y.allclose(second.forward(nn.functional.silu(first.forward(x)))));
        Assert.Equal(["first.weight", "first.bias", "second.weight", "second.bias"], net.state_dict().Keys);
        net.Dispose();
    }

    [Fact]
    public void Lists_and_dictionaries_name_their_modules()
    {
        using var list = nn.ModuleList(nn.Linear(1, 1, false), nn.Linear(1, 1, false));
        list.Insert(0, nn.Linear(1, 2, false));
        Assert.Equal(["0.weight", "1.weight", "2.weight"], list.state_dict().Keys);
        Expect.Shape(list.state_dict()["0.weight"], 2, 1);
        using var dictionary = nn.ModuleDict(("q_proj", nn.Linear(1, 1, false)), ("v_proj", nn.Linear(1, 1, false)));
        Assert.Equal(["q_proj.weight", "v_proj.weight"], dictionary.state_dict().Keys);
        Assert.Same(dictionary["v_proj"], dictionary.Values.Last());
    }

    [Fact]
    public void Layers_without_parameters_refuse_them() =>
        Assert.Throws<InvalidOperationException>(() => nn.SiLU().register_parameter("w", nn.Parameter(zeros(1))));
}
