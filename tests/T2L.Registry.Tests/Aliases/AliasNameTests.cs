using T2L.Registry.Aliases;

namespace T2L.Registry.Tests.Aliases;

public sealed class AliasNameTests
{
    [Theory]
    [InlineData("champion")]
    [InlineData("a")]
    [InlineData("v1.2-rc_3")]
    public void A_word_is_fine(string alias) => Assert.Null(AliasName.Fault(alias));

    [Theory]
    [InlineData(null, "The alias is empty")]
    [InlineData("", "The alias is empty")]
    [InlineData("latest", "'latest' is always the newest version")]
    [InlineData("3", "The alias '3' cannot be used; expected a letter")]
    [InlineData("Champion", "cannot be used")]
    [InlineData("champion-", "cannot be used")]
    [InlineData("champion\n", "cannot be used")]
    [InlineData("a/b", "cannot be used")]
    [InlineData("сhampion", "cannot be used")] // its first letter is Cyrillic
    public void What_could_be_taken_for_something_else_is_not(string? alias, string part) =>
        Assert.Contains(part, AliasName.Fault(alias), StringComparison.Ordinal);

    [Fact]
    public void A_long_one_is_refused_with_its_length() =>
        Assert.Equal("The alias has 64 characters; at most 63 are allowed.", AliasName.Fault(new string('a', 64)));
}
