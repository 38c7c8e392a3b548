using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Worker.Quality;
using T2L.Worker.Tests.Support;

namespace T2L.Worker.Tests.Quality;

public sealed class NormReferenceTests
{
    private const double Limit = 12;

    private static readonly IReadOnlyList<LoraAdapter> Usual = [.. Enumerable.Range(0, 20).Select(i => Scaled(1 + (0.01f * i)))];

    [Fact]
    public void An_adapter_as_strong_as_the_usual_ones_passes()
    {
        var check = NormReference.Of(Usual)!.Check(Scaled(1.1f), Limit);

        Assert.True(check.Passed);
        Assert.InRange(check.Value!.Value, 0, 1);
    }

    [Theory]
    [InlineData(10f)]
    [InlineData(0.1f)]
    [InlineData(0f)]
    public void One_far_stronger_or_weaker_does_not(float factor)
    {
        var check = NormReference.Of(Usual)!.Check(Scaled(factor), Limit);

        Assert.False(check.Passed);
        Assert.True(check.Value > Limit);
        Assert.Contains("model.layers.0.self_attn.q_proj", check.Sentence, StringComparison.Ordinal);
        Assert.Contains("Generation:MaxNormDeviations", check.Sentence, StringComparison.Ordinal);
    }

    // ln 3 is 11 tenths: networks that write the same for all tasks still let that pass.
    [Theory]
    [InlineData(3f, true)]
    [InlineData(3.4f, false)]
    public void A_deviation_is_at_least_a_tenth_of_the_logarithm(float factor, bool passes)
    {
        var same = NormReference.Of([.. Enumerable.Repeat(Scaled(1), 10)])!;

        Assert.Equal(passes, same.Check(Scaled(factor), Limit).Passed);
    }

    [Fact]
    public void One_odd_task_among_the_usual_ones_widens_nothing()
    {
        var reference = NormReference.Of([.. Usual, Scaled(1e4f)])!;

        Assert.False(reference.Check(Scaled(100), Limit).Passed);
    }

    [Fact]
    public void Few_adapters_are_no_reference() => Assert.Null(NormReference.Of([.. Usual.Take(NormReference.FewestTasks - 1)]));

    private static LoraAdapter Scaled(float factor)
    {
        var sample = SampleAdapter.For("the same for all");
        return new LoraAdapter(sample.Config, sample.Modules.ToDictionary(module => module.Key, module =>
            new LoraWeights(module.Value.A, TensorData.FromFloats(Array.ConvertAll(module.Value.B.ToFloats(), x => x * factor), [.. module.Value.B.Shape]))));
    }
}
