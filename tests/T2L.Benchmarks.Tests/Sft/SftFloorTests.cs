using T2L.Adapters.Lora;
using T2L.Benchmarks.Probes;
using T2L.Hypernetwork;
using T2L.Models;
using T2L.Training.Data;

namespace T2L.Benchmarks.Sft;

public sealed class SftFloorTests
{
    private static readonly ModelConfig Base = new()
    {
        VocabularySize = 10, HiddenSize = 4, IntermediateSize = 8, Layers = 2, Heads = 2, KeyValueHeads = 1, HeadDim = 2, MaxPositions = 16,
    };

    private static readonly HypernetworkConfig Network = new()
    {
        TaskEmbeddingSize = 3, LatentSize = 4, HeadInputSize = 5, Layers = 2, Variant = HeadVariant.L, HeadBias = true, TrainingTask = TrainingTask.Sft,
        Modules = [new("q_proj", 4, 4), new("v_proj", 4, 2)],
        Lora = new LoraConfig { Rank = 1, Alpha = 2, TargetModules = ["q_proj", "v_proj"], BaseModel = "test" },
    };

    // Three tokens go in, of which the last two answer.
    private static readonly TokenizedExample Example = new([1, 2], [3, 4]);

    [Fact]
    public void The_base_is_counted_forward_and_back_to_its_inputs()
    {
        // A token and layer: q 16, k 8, v 8 before attention; o 16, MLP 96 behind. Attention: 6 pairs of tokens, 4 wide, twice forward, four times back.
        double forward = 2 * (3 * (32 + 112) + 2 * 6 * 4) + 2 * 40;
        double second = 3 * (32 + 112) + 4 * 6 * 4;
        double first = 3 * 112 + 3 * 6 * 4; // not into q, k, v, and not to the keys
        Assert.Equal(forward + first + second + 2 * 40, Floor(Example).Base);
    }

    [Fact]
    public void Adapters_are_counted_forward_and_back_to_factors_and_inputs()
    {
        // A token and layer: A 4 + 4, B 4 + 2. The first layer's input takes no gradient.
        Assert.Equal(3 * (2 * 14 + 2 * 2 * 14 - 8), Floor(Example).Adapters);
    }

    [Fact]
    public void The_hypernetwork_is_counted_once_a_task_forward_and_back_to_weights_and_inputs()
    {
        // Encoder 3·2; four rows (layer, module), D 4: mixer, mlp1, mlp2 2·4·16 each, mlp3 4·16 + 16·5; heads 5 numbers in for each of 28 written.
        double encoder = 6, rest = 4 * (3 * 128 + 64 + 80) + 5 * 28;
        Assert.Equal(2 * encoder + 3 * rest, Floor(Example).Hypernetwork);
        Assert.Equal(Floor(Example).Hypernetwork, Floor(Example, Example).Hypernetwork);
    }

    [Fact]
    public void Examples_add_up_and_set_the_rate()
    {
        var (one, two) = (Floor(Example), Floor(Example, Example));
        Assert.Equal(2 * one.Base, two.Base);
        Assert.Equal(2 * one.Adapters, two.Adapters);
        Assert.Equal(0.5, new SftFloor(4, Base: 1000, Adapters: 200, Hypernetwork: 800).ExamplesPerSecond(new Peak(1, Flops: 500, Bandwidth: 1)), 1e-12);
    }

    private static SftFloor Floor(params TokenizedExample[] examples) => SftFloor.Of(Base, Network, [new TaskDraw(null!, examples)]);
}
