using T2L.Adapters.Examples.Checking;

namespace T2L.Adapters.Tests.Examples.Checking;

public sealed class AnswerCheckersTests
{
    [Theory]
    [InlineData("whole", " enots\n", "enots")]
    [InlineData("number", "48 and 24 make 72.", "#### 72")]
    [InlineData("choice", "The answer is C.", "C")]
    [InlineData("formula", "\\boxed{2}", "2")]
    public void Each_is_found_by_its_name(string name, string answer, string right)
    {
        Assert.True(AnswerCheckers.Of(name).IsRight(answer, right));
        Assert.False(AnswerCheckers.Of(name).IsRight("none of it", right));
    }

    [Fact]
    public void A_name_that_nobody_has_is_answered_with_those_there_are() => Assert.Equal(
        "There is no answer checker 'tests'; expected whole, number, choice or formula.", Assert.Throws<ArgumentException>(() => AnswerCheckers.Of("tests")).Message);
}
