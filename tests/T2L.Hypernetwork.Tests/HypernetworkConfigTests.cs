namespace T2L.Hypernetwork.Tests;

public sealed class HypernetworkConfigTests
{
    private static readonly HypernetworkConfig Good = SmallNetworks.Config();

    public static TheoryData<string, HypernetworkConfig> Faults => new()
    {
        { "task embedding size is 0", Good with { TaskEmbeddingSize = 0 } },
        { "latent size is 3; expected 4", Good with { LatentSize = 3 } },
        { "head input size is -1", Good with { HeadInputSize = -1 } },
        { "number of layers is 2000; expected 1 to 1024", Good with { Layers = 2000 } },
        { "delta_w_scaling is NaN", Good with { DeltaWeightScaling = double.NaN } },
        { "number of target modules is 0", Good with { Modules = [] } },
        { "named twice: q_proj, q_proj", Good with { Modules = [Good.Modules[0], Good.Modules[0]] } },
        { "'lm_head' is not one whose place", Good with { Modules = [new("lm_head", 4, 4)] } },
        { "has 0 in and 4 out features", Good with { Modules = [new("q_proj", 0, 4)] } },
        { "One adapter would take", Good with { Layers = 1024, Modules = [new("q_proj", 1 << 20, 1 << 20)] } },
        { "Learnable positions need a variant", Good with { LearnablePositions = true } },
        { "need an even trunk width; this one is 13", Good with { Variant = HeadVariant.S, LatentSize = 14 } },
        { "latent size of 128 or 129 only; this one is 12", Good with { Encoder = TaskEncoderKind.Discrete } },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Names_what_is_wrong(string expected, HypernetworkConfig config) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(config.Validate).Message);

    [Fact]
    public void All_faults_are_named_together()
    {
        var message = Assert.Throws<ArgumentException>((Good with { Layers = 0, HeadInputSize = 0 }).Validate).Message;
        Assert.Contains("head input size is 0", message);
        Assert.Contains("number of layers is 0", message);
    }

    [Theory]
    [InlineData(TrainingTask.Sft, true, null, true)]
    [InlineData(TrainingTask.Sft, false, "mt", false)]
    [InlineData(TrainingTask.Reconstruction, true, null, false)]
    [InlineData(TrainingTask.Reconstruction, false, null, true)]
    public void Heads_have_a_bias_by_the_official_rule(TrainingTask task, bool normalization, string? multiTaskLora, bool expected) =>
        Assert.Equal(expected, HypernetworkConfig.HasHeadBias(task, normalization, multiTaskLora));

    [Theory]
    [InlineData("q_proj", "model.layers.3.self_attn.q_proj")]
    [InlineData("down_proj", "model.layers.3.mlp.down_proj")]
    public void Modules_stand_where_adapters_expect_them(string name, string path) => Assert.Equal(path, new TargetModule(name, 1, 1).Path(3));
}
