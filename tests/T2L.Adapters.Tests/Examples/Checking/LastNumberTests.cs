using T2L.Adapters.Examples.Checking;

namespace T2L.Adapters.Tests.Examples.Checking;

public sealed class LastNumberTests
{
    [Theory]
    [InlineData("so it is 42.", 42.0)]
    [InlineData("1,000", 0.0)] // the comma ends a number, and "000" is the last one
    [InlineData("it costs $1,250", 250.0)]
    [InlineData("-7", 7.0)] // no sign
    [InlineData("3.5 apples", 3.5)]
    [InlineData("half of it, .5", 0.5)]
    [InlineData("first 3, then 4 = 12 #### 12", 12.0)]
    [InlineData("1.2.3", 0.3)] // 1.2, then .3
    [InlineData("none", null)]
    [InlineData("", null)]
    public void A_number_is_the_last_one_without_sign_and_separators(string text, double? number) => Assert.Equal(number, LastNumber.Read(text));

    [Theory]
    [InlineData("The answer is 72.", "48 / 2 = 24, 48 + 24 = 72\n#### 72", true)]
    [InlineData("72.0", "#### 72", true)]
    [InlineData("2,000", "#### 1,000", true)] // both read 0
    [InlineData("seventy-two", "#### 72", false)]
    public void Numbers_are_compared_as_numbers(string answer, string target, bool right) => Assert.Equal(right, LastNumber.Same(answer, target));

    [Fact]
    public void A_number_of_a_million_digits_is_read_at_once() =>
        Assert.Equal(double.PositiveInfinity, LastNumber.Read(new string('9', 1_000_000)));
}
