using T2L.Adapters;
using T2L.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace T2L.Hypernetwork.Tests.Network;

public sealed class HyperModulatorTests
{
    public static TheoryData<int> Variants => [.. Enumerable.Range(0, SmallNetworks.AllVariants().Count())];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Writes_factors_of_the_modules_shapes(int variant)
    {
        var config = SmallNetworks.AllVariants().ElementAt(variant);
        using var network = new HyperModulator(config);
        var written = network.forward(randn(2, config.TaskEmbeddingSize));
        foreach (var module in config.Modules)
        {
            Assert.Equal([2, 3, 3, module.InFeatures], written[module.Name].A.shape);
            Assert.Equal([2, 3, module.OutFeatures, 3], written[module.Name].B.shape);
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Gradients_agree_with_finite_differences(int variant)
    {
        using var scope = NewDisposeScope();
        var config = SmallNetworks.AllVariants().ElementAt(variant);
        var network = Smooth(config);
        var input = SmallNetworks.Embeddings(config, 2).ToTensor(dtype: ScalarType.Float64);
        Loss(network, input).backward();
        var random = new Random(7);
        foreach (var (name, parameter) in network.named_parameters().Where(p => p.parameter.requires_grad))
        {
            // A learned position's norm is blind to a shift of all its numbers, never to a change of one.
            var index = random.Next((int)parameter.numel());
            var analytic = parameter.grad!.flatten()[index].item<double>();
            Assert.True(Math.Abs(analytic - Slope(network, input, parameter, index)) <= 1e-6 + 1e-4 * Math.Abs(analytic), $"{name}[{index}]: {analytic}");
        }
    }

    [Fact]
    public void Dropout_acts_in_training_only()
    {
        using var scope = NewDisposeScope();
        var config = SmallNetworks.Config();
        var network = HyperModulator.FromCheckpoint(SmallNetworks.Random(config));
        var input = randn(1, config.TaskEmbeddingSize);
        network.eval();
        Assert.Equal(First(network, input), First(network, input));
        network.train();
        Assert.NotEqual(First(network, input), First(network, input));
    }

    [Fact]
    public void A_large_network_writes_first_what_a_fresh_lora_starts_from()
    {
        using var scope = NewDisposeScope();
        var config = SmallNetworks.Config();
        var written = new HyperModulator(config).forward(randn(2, config.TaskEmbeddingSize))["q_proj"];
        Assert.Equal(0, written.B.abs().max().item<float>());
        Assert.InRange(written.A.abs().max().item<float>(), 0.15f, 1 / MathF.Sqrt(16));
        Assert.True(written.A.select(0, 0).equal(written.A.select(0, 1)).all().item<bool>(), "the task decides already");
    }

    [Theory]
    [InlineData(HeadVariant.M, false, 1.41421356)]
    [InlineData(HeadVariant.S, false, 2.44948974)]
    [InlineData(HeadVariant.Split, true, 1.73205081)]
    public void Other_variants_start_smaller_with_a_and_b_alike(HeadVariant variant, bool positions, double divisor)
    {
        using var scope = NewDisposeScope();
        var bound = 1 / Math.Sqrt(16) / divisor;
        var written = new HyperModulator(SmallNetworks.Config(variant, positions)).forward(randn(1, 10))["q_proj"];
        Assert.InRange(written.A.abs().max().item<float>(), bound * 0.5, bound * 1.0001);
        Assert.InRange(written.B.abs().max().item<float>(), bound * 0.5, bound * 1.0001);
    }

    [Fact]
    public void On_top_of_a_multitask_lora_it_writes_that_lora_first()
    {
        using var scope = NewDisposeScope();
        var config = SmallNetworks.Config(HeadVariant.M) with { HeadBias = false, MultiTaskLora = "mt" };
        var network = new HyperModulator(config);
        var offset = network.state_dict()["AB_offset.A.v_proj"];
        using (no_grad())
            offset.copy_(randn_like(offset));
        Assert.Equal(0, (network.forward(randn(1, 10))["v_proj"].A.select(0, 0) - offset).abs().max().item<float>());
    }

    [Fact]
    public void Offsets_and_statistics_are_frozen()
    {
        using var network = new HyperModulator(SmallNetworks.Config());
        Assert.All(network.named_parameters().Where(p => StateLayout.ConstantPrefixes.Any(p.name.StartsWith)), p => Assert.False(p.parameter.requires_grad));
        using var learning = new HyperModulator(SmallNetworks.Config() with { LearnableOffset = true });
        Assert.All(learning.named_parameters().Where(p => p.name.StartsWith("AB_offset")), p => Assert.True(p.parameter.requires_grad));
    }

    [Fact]
    public void A_checkpoint_of_a_network_gives_the_network_back()
    {
        var checkpoint = SmallNetworks.Random(SmallNetworks.Config(HeadVariant.S, learnablePositions: true));
        using var network = HyperModulator.FromCheckpoint(checkpoint);
        Assert.Equal(checkpoint.State.AsEnumerable(), network.ToCheckpoint().State.AsEnumerable());
    }

    [Fact]
    public void Refuses_a_state_without_one_of_its_tensors()
    {
        var checkpoint = SmallNetworks.Random(SmallNetworks.Config());
        var state = checkpoint.State.Where(t => t.Key != "mixer.4.bias").ToDictionary(t => t.Key, t => t.Value);
        var refusal = Assert.Throws<ArgumentException>(() => HyperModulator.FromCheckpoint(checkpoint with { State = state }));
        Assert.Contains("'mixer.4.bias'", refusal.Message);
    }

    // Double precision and no dropout: what remains between the two slopes is the curvature.
    private static HyperModulator Smooth(HypernetworkConfig config)
    {
        var network = HyperModulator.FromCheckpoint(SmallNetworks.Random(config));
        network.eval();
        return network.to(ScalarType.Float64);
    }

    private static Tensor Loss(HyperModulator network, Tensor input)
    {
        var losses = network.forward(input).Values.Select(f => f.A.square().mean() + f.B.sin().mean());
        return stack([.. losses]).sum();
    }

    private static double Slope(HyperModulator network, Tensor input, Tensor parameter, int index)
    {
        const double Step = 1e-5;
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var number = parameter.view(-1).narrow(0, index, 1);
        number.add_(Step);
        var above = Loss(network, input).item<double>();
        number.sub_(2 * Step);
        var below = Loss(network, input).item<double>();
        number.add_(Step);
        return (above - below) / (2 * Step);
    }

    private static TensorData First(HyperModulator network, Tensor input) => network.forward(input)["q_proj"].A.ToTensorData();
}
