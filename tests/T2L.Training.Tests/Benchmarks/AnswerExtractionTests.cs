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
}
