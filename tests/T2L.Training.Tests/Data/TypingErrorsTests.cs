using T2L.Training.Data;

namespace T2L.Training.Tests.Data;

public sealed class TypingErrorsTests
{
    private const string Text = "Please reverse the letters of my word, then write it in capitals.";

    [Fact]
    public void Without_a_share_nothing_changes_and_nothing_is_drawn()
    {
        var (random, same) = (new Random(1), new Random(1));

        Assert.Equal(Text, TypingErrors.In(Text, 0, random));
        Assert.Equal(same.Next(), random.Next());
    }

    [Fact]
    public void About_the_asked_share_of_texts_gets_errors()
    {
        var random = new Random(1);
        var changed = Enumerable.Range(0, 2000).Count(_ => TypingErrors.In(Text, 0.3, random) != Text);
        Assert.InRange(changed, 2000 * 0.3 * 0.85, 2000 * 0.3 * 1.05); // now and then no word is hit
    }

    [Fact]
    public void Words_keep_their_number_and_first_letter_and_short_ones_stay()
    {
        var random = new Random(1);
        var words = Text.Split(' ');
        for (var i = 0; i < 2000; i++)
        {
            var typed = TypingErrors.In(Text, 1, random).Split(' ');
            Assert.Equal(words.Length, typed.Length);
            Assert.All(words.Zip(typed), pair =>
            {
                Assert.Equal(pair.First[0], pair.Second[0]);
                Assert.InRange(pair.Second.Length, pair.First.Length - 1, pair.First.Length + 1);
                Assert.True(pair.First.Count(char.IsLetter) >= 4 || pair.First == pair.Second, pair.Second);
            });
        }
    }

    [Fact]
    public void All_four_kinds_of_errors_occur()
    {
        var random = new Random(1);
        var typed = Enumerable.Range(0, 2000).Select(_ => TypingErrors.In("reverse", 1, random)).ToHashSet();
        Assert.Superset(new HashSet<string> { "reverse", "revrese", "revese", "revverse", "recerse" }, typed);
    }
}
