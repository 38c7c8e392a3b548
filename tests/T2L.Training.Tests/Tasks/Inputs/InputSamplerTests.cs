using System.Globalization;
using T2L.Training.Tasks;
using T2L.Training.Tasks.Inputs;

namespace T2L.Training.Tests.Tasks.Inputs;

public sealed class InputSamplerTests
{
    [Fact]
    public void Inputs_and_answers_keep_their_length_and_are_printable_ascii()
    {
        var tasks = TaskSuite.Nano(0).AllTasks;
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var task = tasks[random.Next(tasks.Count)];
            var (input, answer) = task.Sample(random, i % 2 == 0 ? Split.Training : Split.Test);
            Assert.InRange(input.Length, 1, 24);
            Assert.InRange(answer.Length, 1, 35);
            Assert.All(input + answer, character => Assert.InRange(character, ' ', '~'));
            Assert.Equal(answer.Trim(), answer);
        }
    }

    [Fact]
    public void The_longest_answers_the_operations_can_give_fit()
    {
        var suite = TaskSuite.Nano(0);
        string[] longest = ["stretch", "apple bread lamp cat map", "999", "1999-09-30", "22:59", "charlie,98,nairobi", "cherry", "999 kg", "98 99"];
        Assert.All(suite.AllTasks, task => Assert.InRange(task.Answer(longest[(int)task.Kind]).Length, 1, 35));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_test_input_is_ever_a_training_input(InputKind kind)
    {
        var sampler = InputSampler.Of(kind);
        var random = new Random(2);
        var training = Enumerable.Range(0, 20_000).Select(_ => sampler.Sample(random, Split.Training)).ToHashSet();
        var test = Enumerable.Range(0, 2_000).Select(_ => sampler.Sample(random, Split.Test)).ToHashSet();
        if (sampler.KeepsTestInputsApart)
            Assert.Empty(training.Intersect(test));
        Assert.True(test.Count >= 60, $"only {test.Count} different test inputs");
    }

    [Fact]
    public void Only_nouns_are_shared_because_their_translations_cannot_be_guessed() =>
        Assert.Equal([InputKind.Noun], Enum.GetValues<InputKind>().Where(kind => !InputSampler.Of(kind).KeepsTestInputsApart));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Equal_seeds_give_equal_inputs(InputKind kind)
    {
        var sampler = InputSampler.Of(kind);
        Assert.Equal(Draw(new Random(3)), Draw(new Random(3)));

        List<string> Draw(Random random) => [.. Enumerable.Range(0, 100).Select(_ => sampler.Sample(random, Split.Training))];
    }

    [Fact]
    public void About_a_tenth_of_all_words_is_kept_for_tests()
    {
        var kept = CommonWords.All.Count(InputSampler.Of(InputKind.Word).IsTestInput);
        Assert.InRange((double)kept / CommonWords.All.Count, 0.06, 0.14);
    }

    [Fact]
    public void Words_are_real_or_made_up_and_have_three_to_seven_letters()
    {
        var random = new Random(4);
        var words = Enumerable.Range(0, 5_000).Select(_ => InputSampler.Of(InputKind.Word).Sample(random, Split.Training)).ToList();
        Assert.All(words, word => Assert.Matches("^[a-z]{3,7}$", word));
        Assert.All(words, word => Assert.Contains(word, letter => !"aeiou".Contains(letter, StringComparison.Ordinal)));
        Assert.InRange(words.Count(CommonWords.All.Contains), 1_000, 3_000);
        Assert.All(Enumerable.Range(3, 5), length => Assert.Contains(words, word => word.Length == length));
    }

    [Theory]
    [InlineData(InputKind.WordList, "^[a-z]+( [a-z]+){1,4}$")]
    [InlineData(InputKind.Number, "^[1-9][0-9]{1,2}$")]
    [InlineData(InputKind.Date, "^(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]$")]
    [InlineData(InputKind.Time, "^[0-2][0-9]:[0-5][0-9]$")]
    [InlineData(InputKind.Record, "^[a-z]+,[1-9][0-9],[a-z]+$")]
    [InlineData(InputKind.Noun, "^[a-z]+$")]
    [InlineData(InputKind.Measure, "^[1-9][0-9]{0,2} (km|m|cm|t|kg|g|l|cl)$")]
    [InlineData(InputKind.NumberPair, "^[1-9][0-9]? [1-9][0-9]?$")]
    public void An_input_looks_like_its_kind(InputKind kind, string pattern)
    {
        var random = new Random(5);
        for (var i = 0; i < 2_000; i++)
            Assert.Matches(pattern, InputSampler.Of(kind).Sample(random, Split.Training));
    }

    [Fact]
    public void The_numbers_of_a_pair_differ_and_either_may_be_the_larger()
    {
        var random = new Random(6);
        var pairs = Enumerable.Range(0, 20_000).Select(_ => InputSampler.Of(InputKind.NumberPair).Sample(random, Split.Training))
            .Select(pair => pair.Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray()).ToList();
        Assert.All(pairs, pair => Assert.NotEqual(pair[0], pair[1]));
        Assert.InRange(pairs.Count(pair => pair[0] > pair[1]), 9_500, 10_500);
        Assert.All(Enumerable.Range(0, 2), place => Assert.Equal(99, pairs.Select(pair => pair[place]).Distinct().Count()));
    }

    public static TheoryData<InputKind> Kinds { get; } = [.. Enum.GetValues<InputKind>()];
}
