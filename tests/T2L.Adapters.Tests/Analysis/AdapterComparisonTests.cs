using T2L.Adapters.Analysis;
using T2L.Adapters.Lora;

namespace T2L.Adapters.Tests.Analysis;

public sealed class AdapterComparisonTests
{
    [Fact]
    public void Cosines_are_those_of_the_whole_matrices()
    {
        var (left, right) = (RandomAdapters.Lora(1, 4, 24, 16), RandomAdapters.Lora(2, 7, 24, 16, alpha: 3));
        var comparison = AdapterComparison.Of(new AnyAdapter(left), new AnyAdapter(right));

        double inner = 0;
        foreach (var module in comparison.Modules)
        {
            var one = Dense.Delta(left.Modules[module.Place.Path], left.Config.Scaling);
            var other = Dense.Delta(right.Modules[module.Place.Path], right.Config.Scaling);
            Assert.Equal(Dense.Inner(one, other) / Dense.Norm(one) / Dense.Norm(other), module.Cosine!.Value, 1e-9);
            inner += Dense.Inner(one, other);
        }

        Assert.Equal(inner / comparison.Left / comparison.Right, comparison.Cosine!.Value, 1e-9);
        Assert.Equal(Math.Sqrt((comparison.Left * comparison.Left) + (comparison.Right * comparison.Right) - (2 * inner)), Math.Sqrt(comparison.Modules.Sum(module => Math.Pow(module.Difference!.Value, 2))), 1e-9);
    }

    [Fact]
    public void An_adapter_is_like_itself_and_unlike_its_opposite()
    {
        var (one, opposite) = (RandomAdapters.Lora(1, 4, 10, 10, alpha: 4), RandomAdapters.Lora(1, 4, 10, 10, alpha: -4));

        var same = AdapterComparison.Of(new AnyAdapter(one), new AnyAdapter(one));
        Assert.Equal((1, 0), (Math.Round(same.Cosine!.Value, 9), Math.Round(same.Modules[0].Difference!.Value, 6)));
        Assert.Equal(-1, AdapterComparison.Of(new AnyAdapter(one), new AnyAdapter(opposite)).Cosine!.Value, 1e-9);
    }

    [Fact]
    public void What_only_one_changes_is_listed_and_counts_as_no_change_of_the_other()
    {
        var both = RandomAdapters.Lora(1, 2, 8, 8);
        var first = new LoraAdapter(both.Config, both.Modules.Take(1).ToDictionary(module => module.Key, module => module.Value));

        var comparison = AdapterComparison.Of(new AnyAdapter(both), new AnyAdapter(first));

        Assert.Equal(both.Modules.Count, comparison.Modules.Count);
        var alone = comparison.Modules[1];
        Assert.Equal((null, 0.0, null), (alone.Right, alone.Inner, alone.Cosine));
        Assert.Equal(alone.Left!.Value, alone.Difference!.Value, 1e-9);
    }

    [Fact]
    public void Matrices_of_other_shapes_have_norms_and_no_cosine()
    {
        var comparison = AdapterComparison.Of(new AnyAdapter(RandomAdapters.Lora(1, 2, 8, 8)), new AnyAdapter(RandomAdapters.Lora(1, 2, 8, 6)));

        Assert.All(comparison.Modules, module => Assert.Equal((null, null, true), (module.Inner, module.Cosine, module.Right > 0)));
        Assert.Null(comparison.Cosine);
    }

    [Fact]
    public void A_lora_and_an_expert_are_not_compared()
    {
        var (lora, expert) = (new AnyAdapter(RandomAdapters.Lora(1, 2, 8, 8)), new AnyAdapter(RandomAdapters.Expert(1)));

        Assert.StartsWith("One is a LoRA and the other an SVF expert", AdapterComparison.Fault(lora, expert), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => AdapterComparison.Of(lora, expert));
        Assert.Equal(1, AdapterComparison.Of(expert, expert).Cosine!.Value, 1e-9);
        Assert.StartsWith("The two experts were trained on different decompositions", AdapterComparison.Fault(expert, new AnyAdapter(RandomAdapters.Expert(1, "other"))), StringComparison.Ordinal);
    }
}
