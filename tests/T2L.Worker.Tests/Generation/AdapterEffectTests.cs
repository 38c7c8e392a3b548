using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Worker.Generation;
using T2L.Worker.Tests.Support;

namespace T2L.Worker.Tests.Generation;

public sealed class AdapterEffectTests
{
    private static readonly TensorData Zeros = TensorData.FromFloats(new float[4], 2, 2);
    private static readonly TensorData Ones = TensorData.FromFloats([1, 0, 0, 1], 2, 2);

    [Fact]
    public void An_ordinary_adapter_changes_something() => Assert.True(AdapterEffect.ChangesSomething(SampleAdapter.For("any")));

    [Fact]
    public void One_module_with_both_factors_is_enough() =>
        Assert.True(AdapterEffect.ChangesSomething(Adapter(4, new LoraWeights(Zeros, Ones), new LoraWeights(Ones, Ones))));

    [Fact]
    public void A_zero_factor_in_every_module_changes_nothing() =>
        Assert.False(AdapterEffect.ChangesSomething(Adapter(4, new LoraWeights(Zeros, Ones), new LoraWeights(Ones, Zeros))));

    [Fact]
    public void Alpha_zero_changes_nothing() =>
        Assert.False(AdapterEffect.ChangesSomething(Adapter(0, new LoraWeights(Ones, Ones), new LoraWeights(Ones, Ones))));

    private static LoraAdapter Adapter(double alpha, LoraWeights first, LoraWeights second) => new(
        new LoraConfig { Rank = 2, Alpha = alpha, TargetModules = ["q_proj"] },
        new Dictionary<string, LoraWeights>
        {
            ["model.layers.0.self_attn.q_proj"] = first,
            ["model.layers.1.self_attn.q_proj"] = second,
        });
}
