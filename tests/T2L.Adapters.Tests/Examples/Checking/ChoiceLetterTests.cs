using T2L.Adapters.Examples.Checking;

namespace T2L.Adapters.Tests.Examples.Checking;

public sealed class ChoiceLetterTests
{
    [Theory]
    [InlineData("The answer is (B), as A melts first.", 'B')]
    [InlineData("Answer: A\nAnswer: B or Answer: C\n", 'A')] // the first line that has one
    [InlineData("Wait. answer: D", 'D')]
    [InlineData("A is wet, so E", 'E')]
    [InlineData("I think so", null)] // no option is called I
    [InlineData("The answer is Because", null)] // a word is no letter
    [InlineData("b", null)]
    [InlineData("", null)]
    public void The_letter_is_read_off_the_sentence_that_names_it(string text, char? letter) => Assert.Equal(letter, ChoiceLetter.Read(text));

    [Fact]
    public void Who_names_no_letter_is_wrong_unless_guesses_count()
    {
        Assert.False(new ChoiceLetter().IsRight("no idea", "A"));
        Assert.True(new ChoiceLetter(guessAmong: 4).IsRight("no idea", "A"));
        Assert.True(new ChoiceLetter(guessAmong: 3).IsRight("no idea", "C"));
    }

    [Fact]
    public void A_row_that_numbers_its_choices_means_their_letters() => Assert.True(new ChoiceLetter().IsRight("The answer is B", " 2"));
}
