using T2L.Training.Recipes;

namespace T2L.Training.Tests.Recipes;

public sealed class LanguageModelOptionsTests
{
    private static readonly LanguageModelOptions Bundled = new() { Output = "", Workers = 0 };

    [Fact]
    public void A_result_tells_of_descriptions_only_where_the_base_met_them()
    {
        var result = new LanguageModelResult(0.9, 0.1, 0.3, 80);

        Assert.Equal("exact match 90.0 % with task code, 10.0 % with neutral slots, 30.0 % with three examples before (80 examples)", result.ToString());
        Assert.Equal(3, result.ToMeasurement().Values.Count);
        Assert.EndsWith(", 50.0 % with a description in the prompt (unseen wordings of training tasks)", (result with { Described = 0.5 }).ToString(), StringComparison.Ordinal);
        Assert.Equal(new("exact_match_described", 0.5), (result with { Described = 0.5 }).ToMeasurement().Values[^1]);
    }

    [Theory]
    [InlineData(-0.1, 0.2)]
    [InlineData(double.NaN, 0.2)]
    [InlineData(0.9, 0.2)]
    public void Shares_that_are_none_or_more_than_a_whole_are_refused(double instructions, double fewShot)
    {
        var usual = Bundled with { Workers = 1 };
        (usual with { Instructions = 0.3, WithoutUnseen = true }).Validate();

        var error = Assert.Throws<ArgumentException>((usual with { Instructions = instructions, FewShotShare = fewShot }).Validate);

        Assert.Contains("nstructions", error.Message, StringComparison.Ordinal);
    }
}
