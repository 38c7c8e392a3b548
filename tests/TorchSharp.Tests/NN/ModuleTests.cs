using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

public class ModuleTests
{
    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly Linear up = nn.Linear(2, 3, hasBias: false);
        private readonly Parameter scale = nn.Parameter(ones(3));
        private readonly Tensor offset = zeros(3);

        public Block() : base(nameof(Block)) => RegisterComponents();

        public override Tensor forward(Tensor x) => up.forward(x) * scale + offset;
    }

    private sealed class Network : nn.Module<Tensor, Tensor>
    {
        public Network() : base(nameof(Network))
        {
            Layers = nn.ModuleList(new Block(), new Block());
            register_module("layers", Layers);
            register_parameter("lora_A", nn.Parameter(zeros(1, 2)));
            register_buffer("cache", zeros(1), persistent: false);
        }

        public ModuleList<Block> Layers { get; }

        public override Tensor forward(Tensor x) => Layers[0].forward(x);
    }

    [Fact]
    public void State_names_follow_registration_and_fields()
    {
        using var network = new Network();
        string[] expected = ["lora_A", "layers.0.scale", "layers.0.offset", "layers.0.up.weight", "layers.1.scale", "layers.1.offset", "layers.1.up.weight"];
        Assert.Equal(expected, network.state_dict().Keys);
        Assert.Equal(5, network.parameters().Count());
        Assert.Equal(["lora_A"], network.named_parameters(recurse: false).Select(entry => entry.name));
        Assert.Equal(["cache", "layers.0.offset", "layers.1.offset"], network.named_buffers().Select(entry => entry.name));
        Assert.Equal(["layers", "layers.0", "layers.0.up", "layers.1", "layers.1.up"], network.named_modules().Select(entry => entry.name));
    }

    [Fact]
    public void Parts_are_found_by_their_full_names()
    {
        using var network = new Network();
        Assert.Same(network.state_dict()["layers.1.up.weight"], network.get_parameter("layers.1.up.weight"));
        Assert.True(network.has_buffer("layers.0.offset"));
        Assert.False(network.has_parameter("layers.2.up.weight"));
    }

    [Fact]
    public void A_shared_parameter_is_listed_once()
    {
        using var shared = nn.Parameter(zeros(2));
        using var module = nn.ModuleList<nn.Module>(new Holder(shared), new Holder(shared));
        Assert.Single(module.parameters());
        Assert.Equal(2, module.state_dict().Count);
    }

    private sealed class Holder : nn.Module
    {
        public Holder(Parameter parameter) : base(nameof(Holder)) => register_parameter("weight", parameter);
    }

    [Fact]
    public void State_is_copied_in_by_name()
    {
        using var source = new Block();
        using var target = new Block();
        target.load_state_dict(source.state_dict());
        using var x = randn(4, 2);
        Assert.True(target.forward(x).Equals(source.forward(x)));
        Assert.NotSame(source.get_parameter("scale"), target.get_parameter("scale"));
    }

    [Fact]
    public void State_that_does_not_fit_is_refused_by_name()
    {
        using var block = new Block();
        var state = block.state_dict();
        state.Remove("scale");
        state["gate"] = zeros(1);
        var error = Assert.Throws<InvalidOperationException>(() => block.load_state_dict(state));
        Assert.Contains("missing [scale], unexpected [gate]", error.Message);
        var (missing, unexpected) = block.load_state_dict(state, strict: false);
        Assert.Equal(["scale"], missing);
        Assert.Equal(["gate"], unexpected);
        state["scale"] = zeros(7);
        Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => block.load_state_dict(state, strict: false));
    }

    [Fact]
    public void Training_mode_reaches_every_module()
    {
        using var network = new Network();
        network.eval();
        Assert.All(network.modules(), module => Assert.False(module.training));
        network.train();
        Assert.All(network.modules(), module => Assert.True(module.training));
    }

    [Fact]
    public void Conversion_keeps_the_parameter_objects()
    {
        using var network = new Network();
        var before = network.parameters().ToArray();
        Assert.Same(network, network.to(float64));
        Assert.Equal(before, network.parameters());
        Assert.All(network.parameters(), parameter => Assert.Equal(float64, parameter.dtype));
        Assert.All(network.buffers(), buffer => Assert.Equal(float64, buffer.dtype));
        Assert.True(network.get_parameter("lora_A")!.requires_grad);
        network.forward(zeros(1, 2, float64)).sum().backward();
    }

    [Fact]
    public void Gradients_are_cleared_to_nothing_or_to_zero()
    {
        using var layer = nn.Linear(2, 1);
        layer.forward(ones(1, 2)).sum().backward();
        layer.zero_grad(set_to_none: false);
        Expect.Values(layer.weight.grad!, 0, 0);
        layer.zero_grad();
        Assert.Null(layer.weight.grad);
    }

    [Theory, InlineData(""), InlineData("a.b")]
    public void A_name_that_would_break_paths_is_refused(string name)
    {
        using var module = new Holder(nn.Parameter(zeros(1)));
        Assert.Throws<ArgumentException>(() => module.register_buffer(name, zeros(1)));
        Assert.Throws<InvalidOperationException>(() => module.register_buffer("weight", zeros(1)));
    }

    [Fact]
    public void Disposing_a_module_disposes_its_parts()
    {
        var network = new Network();
        var parts = network.state_dict().Values;
        network.Dispose();
        Assert.All(parts, part => Assert.True(part.IsInvalid));
    }

    [Fact]
    public void Parameters_outlive_the_scope_they_were_made_in()
    {
        Linear layer;
        using (NewDisposeScope()) layer = nn.Linear(2, 2);
        Expect.Shape(layer.forward(zeros(1, 2)), 1, 2);
        layer.Dispose();
    }
}
