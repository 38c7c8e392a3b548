using T2L.Adapters.Lora;

namespace T2L.Hypernetwork.Tests;

/// <summary>Sizes of real networks against the official class (commit 8ba7749, instantiated with E = 1024, r = 8, q_proj and v_proj).</summary>
public sealed class ParameterCountTests
{
    private static readonly TargetModule[] MistralAndLlama = [new("q_proj", 4096, 4096), new("v_proj", 4096, 1024)];
    private static readonly TargetModule[] Gemma = [new("q_proj", 2304, 2048), new("v_proj", 2304, 1024)];

    public static TheoryData<string, HeadVariant, bool, TrainingTask, int, int, long, long> Table => new()
    {
        { "L sft", HeadVariant.L, false, TrainingTask.Sft, 128, 512, 55_424_000, 32_310_080 },
        { "L recon+z", HeadVariant.L, false, TrainingTask.Reconstruction, 128, 512, 55_317_504, 32_248_640 },
        { "M sft", HeadVariant.M, false, TrainingTask.Sft, 128, 512, 34_412_288, 19_703_360 },
        { "M recon+z", HeadVariant.M, false, TrainingTask.Reconstruction, 128, 512, 34_346_752, 19_666_496 },
        { "S rotary sft", HeadVariant.S, false, TrainingTask.Sft, 128, 512, 4_994_816, 3_156_032 },
        { "S rotary recon+z", HeadVariant.S, false, TrainingTask.Reconstruction, 128, 512, 4_986_624, 3_151_424 },
        { "S pos-emb sft", HeadVariant.S, true, TrainingTask.Sft, 128, 512, 4_996_096, 3_157_312 },
        { "S pos-emb recon+z", HeadVariant.S, true, TrainingTask.Reconstruction, 128, 512, 4_987_904, 3_152_704 },
        { "Split rotary sft", HeadVariant.Split, false, TrainingTask.Sft, 128, 512, 7_620_608, 4_731_200 },
        { "Split pos-emb sft", HeadVariant.Split, true, TrainingTask.Sft, 128, 512, 7_621_888, 4_732_480 },
        { "L sft, wide", HeadVariant.L, false, TrainingTask.Sft, 512, 2048, 230_027_264, 137_706_752 },
        { "M sft, wide", HeadVariant.M, false, TrainingTask.Sft, 512, 2048, 146_103_296, 87_353_600 },
        { "S rotary sft, wide", HeadVariant.S, false, TrainingTask.Sft, 512, 2048, 28_605_440, 21_261_056 },
        { "S pos-emb sft, wide", HeadVariant.S, true, TrainingTask.Sft, 512, 2048, 28_610_560, 21_266_176 },
        { "Split rotary sft, wide", HeadVariant.Split, false, TrainingTask.Sft, 512, 2048, 39_093_248, 27_552_512 },
        { "Split pos-emb sft, wide", HeadVariant.Split, true, TrainingTask.Sft, 512, 2048, 39_098_368, 27_557_632 },
    };

    public static TheoryData<int> Small => [.. Enumerable.Range(0, Networks.Length)];

    private static HypernetworkConfig[] Networks =>
    [
        .. SmallNetworks.AllVariants(),
        .. Enum.GetValues<TaskEncoderKind>().Select(e => SmallNetworks.Config(HeadVariant.L, encoder: e)),
        SmallNetworks.Config() with { HeadBias = false },
    ];

    [Theory]
    [MemberData(nameof(Table))]
    public void Counts_equal_those_of_the_official_class(
        string name, HeadVariant variant, bool positions, TrainingTask task, int latent, int head, long mistral, long gemma)
    {
        Assert.False(string.IsNullOrEmpty(name));
        Assert.Equal(mistral, Config(variant, positions, task, latent, head, 32, MistralAndLlama).ParameterCount);
        Assert.Equal(gemma, Config(variant, positions, task, latent, head, 26, Gemma).ParameterCount);
    }

    [Theory]
    [InlineData(32, 3_407_872)]
    [InlineData(26, 1_597_440)]
    public void An_adapter_has_as_many_numbers_as_the_official_one(int layers, long expected) =>
        Assert.Equal(expected, Config(HeadVariant.L, false, TrainingTask.Sft, 128, 512, layers, layers == 32 ? MistralAndLlama : Gemma).AdapterParameters);

    [Theory]
    [MemberData(nameof(Small))]
    public void The_formula_agrees_with_networks_that_were_built(int index)
    {
        var config = Networks[index];
        using var network = new HyperModulator(config);
        var built = network.state_dict().ToDictionary(t => t.Key, t => t.Value.shape);
        Assert.Equal(StateLayout.Of(config).ToDictionary(t => t.Name, t => t.Shape), built);
        Assert.Equal(config.ParameterCount, network.parameters().Where(p => p.requires_grad).Sum(p => p.numel()));
    }

    // The released checkpoints, built without their gigabyte: tensors of the meta device have shapes and no numbers.
    [Theory]
    [InlineData(32, 230_027_264)]
    [InlineData(26, 137_706_752)]
    public void The_released_sizes_can_be_built(int layers, long expected)
    {
        var config = Config(HeadVariant.L, false, TrainingTask.Sft, 512, 2048, layers, layers == 32 ? MistralAndLlama : Gemma);
        using var network = new HyperModulator(config, new TorchSharp.torch.Device("meta"));
        Assert.Equal(expected, network.parameters().Where(p => p.requires_grad).Sum(p => p.numel()));
        Assert.Equal(StateLayout.Of(config).ToDictionary(t => t.Name, t => t.Shape), network.state_dict().ToDictionary(t => t.Key, t => t.Value.shape));
    }

    private static HypernetworkConfig Config(
        HeadVariant variant, bool positions, TrainingTask task, int latent, int head, int layers, TargetModule[] modules) => new()
    {
        TaskEmbeddingSize = 1024,
        LatentSize = latent,
        HeadInputSize = head,
        Layers = layers,
        Modules = modules,
        Variant = variant,
        LearnablePositions = positions,
        HeadBias = HypernetworkConfig.HasHeadBias(task, targetNormalization: true, multiTaskLora: null),
        TrainingTask = task,
        Lora = new LoraConfig { Rank = 8, Alpha = 16, UseRsLora = true, TargetModules = ["q_proj", "v_proj"] },
    };
}
