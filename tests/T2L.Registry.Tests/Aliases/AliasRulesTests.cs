using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using T2L.Registry.Aliases;

namespace T2L.Registry.Tests.Aliases;

public sealed class AliasRulesTests
{
    [Fact]
    public void Champion_is_protected_unless_somebody_says_otherwise()
    {
        Assert.Equal(["champion"], Rules().Protected);
        Assert.Equal(["best"], Rules(("champion:Protected", "false"), ("best:Protected", "true")).Protected);
        Assert.False(Rules().Of("canary").Protected);
    }

    [Fact]
    public void A_figure_that_is_asked_for_leaves_the_protection_as_it_is()
    {
        var rule = Rules(("champion:Suite", "gsm8k"), ("champion:AtLeast", "0.4")).Of("champion");

        Assert.Equal((true, "gsm8k", "accuracy", 0.4), (rule.Protected, rule.Suite, rule.Metric, rule.AtLeast));
    }

    [Fact]
    public void The_name_may_be_written_in_capitals_as_variables_of_the_environment_are()
    {
        var rules = Rules(("CANARY:PROTECTED", "true"));

        Assert.True(rules.Of("canary").Protected);
        Assert.Equal(["canary", "champion"], rules.Protected);
    }

    [Theory]
    [InlineData("latest:Protected", "true", "Aliases:latest is a rule for no alias. 'latest' is always the newest version")]
    [InlineData("the best:Protected", "true", "Aliases:the best is a rule for no alias. The alias 'the best' cannot be used")]
    [InlineData("champion:AtLeast", "0.5", "Aliases:champion:AtLeast is set and Aliases:champion:Suite is empty; expected the suite on which versions are measured.")]
    [InlineData("champion:NotBelowCurrent", "true", "Aliases:champion:NotBelowCurrent is set and Aliases:champion:Suite is empty")]
    [InlineData("champion:Metric", "How good", "Aliases:champion:Metric is 'How good'; expected a letter, then a-z, 0-9 and . _ - between them (default accuracy).")]
    [InlineData("champion:AtLeast", "NaN", "Aliases:champion:AtLeast is NaN; expected a finite number, or nothing.")]
    public void A_rule_that_could_not_apply_is_refused(string key, string value, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<OptionsValidationException>(() => Rules((key, value))).Message, StringComparison.Ordinal);

    private static AliasRules Rules(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create("Aliases:" + setting.Key, (string?)setting.Value))).Build();
        using var services = new ServiceCollection().AddRegistry(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<AliasRules>>().Value;
    }
}
