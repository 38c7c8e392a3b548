using T2L.Adapters.Lora;

namespace T2L.Adapters.Tests.Lora;

public class LoraConfigTests
{
    private static readonly LoraConfig Config = new() { Rank = 8, Alpha = 16, TargetModules = ["q_proj", "v_proj"] };

    [Fact]
    public void Scales_by_alpha_over_rank() => Assert.Equal(2.0, Config.Scaling);

    [Fact]
    public void Scales_by_alpha_over_root_of_rank_with_rsLoRA() =>
        Assert.Equal(16 / Math.Sqrt(8), (Config with { UseRsLora = true }).Scaling);

    [Fact]
    public void Patterns_match_the_end_of_a_path_at_a_dot_and_the_first_counts()
    {
        var config = Config with { RankPattern = [new("layers.1.q_proj", 4), new("q_proj", 2)], AlphaPattern = [new("layers.1.q_proj", 3)] };

        Assert.Equal(4, config.RankFor("model.layers.1.q_proj"));
        Assert.Equal(4, config.RankFor("layers.1.q_proj"));
        Assert.Equal(2, config.RankFor("model.layers.11.q_proj"));
        Assert.Equal(8, config.RankFor("model.layers.1.xq_proj"));
        Assert.Equal(8, config.RankFor("model.layers.1.q_proj.x"));
        Assert.Equal(0.75, config.ScalingFor("model.layers.1.q_proj"));
        Assert.Equal(8, config.ScalingFor("model.layers.11.q_proj"));
    }

    [Fact]
    public void Patterns_may_be_expressions()
    {
        var config = Config with { RankPattern = [new(@"layers\.[0-3]\..*q_proj", 4)] };
        Assert.Equal(4, config.RankFor("model.layers.3.self_attn.q_proj"));
        Assert.Equal(8, config.RankFor("model.layers.4.self_attn.q_proj"));
    }

    [Fact]
    public void Targets_by_whole_path_or_by_its_end()
    {
        var config = Config with { TargetModules = ["q_proj", "model.layers.3.mlp.up_proj"] };
        Assert.True(config.Targets("model.layers.0.self_attn.q_proj"));
        Assert.True(config.Targets("q_proj"));
        Assert.True(config.Targets("model.layers.3.mlp.up_proj"));
        Assert.False(config.Targets("model.layers.4.mlp.up_proj"));
        Assert.False(config.Targets("model.layers.0.self_attn.xq_proj"));
    }

    [Theory, InlineData(0), InlineData(-1), InlineData(1025)]
    public void Rejects_rank_out_of_range(int rank)
    {
        Assert.Contains($"r is {rank}; expected 1 to 1024.", Assert.Throws<ArgumentOutOfRangeException>(() => Config with { Rank = rank }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Config with { RankPattern = [new("q_proj", rank)] });
    }

    [Theory, InlineData(double.NaN), InlineData(double.PositiveInfinity)]
    public void Rejects_alpha_that_is_not_finite(double alpha)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Config with { Alpha = alpha });
        Assert.Throws<ArgumentOutOfRangeException>(() => Config with { AlphaPattern = [new("q_proj", alpha)] });
    }

    [Theory, InlineData(-0.01), InlineData(1.0), InlineData(double.NaN)]
    public void Rejects_dropout_out_of_range(double dropout) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Config with { Dropout = dropout });

    [Fact]
    public void Rejects_target_modules_without_meaning()
    {
        Assert.Throws<ArgumentException>(() => Config with { TargetModules = [] });
        Assert.Throws<ArgumentException>(() => Config with { TargetModules = [""] });
        Assert.Throws<ArgumentException>(() => Config with { TargetModules = ["q_proj", "q_proj"] });
    }

    [Fact]
    public void Rejects_a_pattern_key_twice() =>
        Assert.Throws<ArgumentException>(() => Config with { RankPattern = [new("q_proj", 1), new("q_proj", 2)] });

    [Fact]
    public void Equals_another_with_equal_values()
    {
        var (a, b) = (Patterned(), Patterned());
        Assert.Equal(a, b);
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
        Assert.NotEqual(a, b with { TargetModules = ["v_proj", "q_proj"] });
        Assert.NotEqual(a, b with { RankPattern = [] });
    }

    private static LoraConfig Patterned() =>
        new() { Rank = 8, Alpha = 16, TargetModules = ["q_proj", "v_proj"], RankPattern = [new("q_proj", 2)], AlphaPattern = [new("v_proj", 2)] };
}
