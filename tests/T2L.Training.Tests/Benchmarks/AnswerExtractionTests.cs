using T2L.Training.Benchmarks;

namespace T2L.Training.Tests.Benchmarks;

/// <summary>The reference's ways of reading answers, with what is odd about them.</summary>
public sealed class AnswerExtractionTests
{
    [Theory]
    [InlineData("B", "b")]
    [InlineData("  (c) because of the wind", "c")]
    [InlineData("`D`.", "d")]
    [InlineData("\"A\": the sun", "a")]
    [InlineData(": 'b'", "b")]
    [InlineData("The answer is B", "t")] // its first letter, not its choice
    [InlineData("2", "2")]
    [InlineData("10", "1")] // 1 is tried before 10
    [InlineData("(3)", "3")]
    [InlineData("B\n\nExplanation", "b")]
    [InlineData("**A**", null)]
    [InlineData("\n(. )", null)]
    [InlineData("", null)]
    [InlineData("Élan", null)]
    public void A_choice_is_the_first_letter_or_digit(string text, string? choice) => Assert.Equal(choice, ChoiceAnswer.Read(text));

    [Theory]
    [InlineData("b)", "B", true)]
    [InlineData("Because", "B", true)]
    [InlineData("A", "B", false)]
    [InlineData("**A**", "A", false)]
    [InlineData("", "?", true)] // neither chooses anything
    [InlineData("10", "1", true)]
    public void Choices_are_compared_after_reading_both(string answer, string target, bool right) => Assert.Equal(right, ChoiceAnswer.Same(answer, target));

    [Theory]
    [InlineData("True", true)]
    [InlineData("false.", false)]
    [InlineData("Yes, it is", true)]
    [InlineData("No", false)]
    [InlineData("invalid", true)] // "valid" is tried before "invalid"
    [InlineData("That is unknown", false)] // holds "no"
    [InlineData("It is not true", false)] // "not" holds "no"
    [InlineData("Positive", true)]
    [InlineData("negative", false)]
    [InlineData("false, as of 2011", true)] // a 1 anywhere goes before all words
    [InlineData("0", false)]
    [InlineData("10", true)]
    [InlineData("yes and no", true)]
    [InlineData("maybe", null)]
    [InlineData("", null)]
    public void Yes_and_no_are_the_first_mark_of_a_list_wherever_it_stands(string text, bool? value) => Assert.Equal(value, YesNoAnswer.Read(text));

    [Theory]
    [InlineData("true", "True", true)]
    [InlineData("yes", "False", false)]
    [InlineData("maybe", "False", false)]
    public void An_answer_without_a_mark_is_wrong(string answer, string target, bool right) => Assert.Equal(right, YesNoAnswer.Same(answer, target));

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
    public void A_number_is_the_last_one_without_sign_and_separators(string text, double? number) => Assert.Equal(number, NumberAnswer.Read(text));

    [Theory]
    [InlineData("The answer is 72.", "48 / 2 = 24, 48 + 24 = 72\n#### 72", true)]
    [InlineData("72.0", "#### 72", true)]
    [InlineData("2,000", "#### 1,000", true)] // both read 0
    [InlineData("seventy-two", "#### 72", false)]
    public void Numbers_are_compared_as_numbers(string answer, string target, bool right) => Assert.Equal(right, NumberAnswer.Same(answer, target));

    [Fact]
    public void A_number_of_a_million_digits_is_read_at_once() =>
        Assert.Equal(double.PositiveInfinity, NumberAnswer.Read(new string('9', 1_000_000)));
}
