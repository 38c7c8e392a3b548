using T2L.Adapters.Svf;
using T2L.Models;

namespace T2L.Svf.Tests;

/// <summary>Parameter counts from configurations of published models.</summary>
public sealed class SvfSizeTests
{
    private static readonly Dictionary<string, ModelConfig> Models = new()
    {
        ["Llama-3-8B"] = Config(32, 4096, 14336, 32, 8, 128),
        ["Mistral-7B-v0.3"] = Config(32, 4096, 14336, 32, 8, 128),
        ["Llama-3-70B"] = Config(80, 8192, 28672, 64, 8, 128),
        ["Gemma-2-2b"] = Config(26, 2304, 9216, 8, 4, 256),
    };

    [Theory]
    [InlineData("Llama-3-8B", 393_216, 163_840, 557_056, 589_824, 720_896)]
    [InlineData("Mistral-7B-v0.3", 393_216, 163_840, 557_056, 589_824, 720_896)]
    [InlineData("Llama-3-70B", 1_966_080, 737_280, 2_703_360, 2_785_280, 3_440_640)]
    [InlineData("Gemma-2-2b", 179_712, 79_872, 259_584, 286_208, 339_456)]
    public void An_expert_has_one_number_a_singular_value(string model, long mlp, long qv, long mlpQv, long mlpQkv, long all)
    {
        long Of(string targets) => SvfSize.OfExpert(Models[model], SvfTargets.Parse(targets));
        Assert.Equal((mlp, qv, mlpQv, mlpQkv, all), (Of("mlp"), Of("q,v"), Of("mlp,q,v"), Of("mlp,q,k,v"), Of("all")));
    }

    [Theory]
    [InlineData("q,v", 16, 6_815_744), InlineData("q,v,mlp", 16, 35_127_296), InlineData("q,v", 8, 3_407_872)]
    public void A_LoRA_has_rank_times_in_and_out(string targets, int rank, long count) =>
        Assert.Equal(count, SvfSize.OfLora(Models["Llama-3-8B"], SvfTargets.Parse(targets), rank));

    private static ModelConfig Config(int layers, int hidden, int inner, int heads, int pairs, int width) => new()
    {
        Layers = layers, HiddenSize = hidden, IntermediateSize = inner, Heads = heads, KeyValueHeads = pairs, HeadDim = width, VocabularySize = 128_256, MaxPositions = 8192,
    };
}
