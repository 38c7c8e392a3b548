using System.Text;
using T2L.Training.Tasks;
using T2L.Training.Tasks.Descriptions;

namespace T2L.Training.Tests.Tasks.Descriptions;

public sealed class DescriptionWriterTests
{
    private readonly TaskSuite _suite = TaskSuite.Nano(0);

    [Fact]
    public void Equal_seeds_give_equal_descriptions()
    {
        Assert.Equal(Draw(new Random(1)), Draw(new Random(1)));
        Assert.NotEqual(Draw(new Random(1)), Draw(new Random(2)));

        List<string> Draw(Random random) => [.. _suite.AllTasks.Select(task => task.Describe(random, Wording.Training))];
    }

    [Theory]
    [InlineData(Wording.Training, 80)]
    [InlineData(Wording.Unseen, 40)]
    public void Every_task_has_many_distinct_descriptions(Wording wording, int least)
    {
        var random = new Random(3);
        Assert.All(_suite.AllTasks, task =>
        {
            var texts = Enumerable.Range(0, 100).Select(_ => task.Describe(random, wording)).Distinct().Count();
            Assert.True(texts >= least, $"{task.Id}: {texts}");
        });
    }

    [Fact]
    public void An_unseen_description_is_never_a_training_description()
    {
        var random = new Random(4);
        var training = Many(Wording.Training, 40).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain(Many(Wording.Unseen, 10), training.Contains);

        IEnumerable<string> Many(Wording wording, int each) =>
            _suite.AllTasks.SelectMany(task => Enumerable.Range(0, each).Select(_ => task.Describe(random, wording).TrimEnd('.')));
    }

    [Fact]
    public void Every_task_is_described_in_many_sentence_patterns()
    {
        // Phrases take the shape of the sentence they stand in, so the shapes that an operation can take are what counts.
        var writer = DescriptionWriter.Default;
        Assert.All(_suite.Operations, operation =>
        {
            var random = new Random(10);
            var phrases = new OperationWriter(writer.Phrases, writer.Sentences, operation, random, Wording.Training);
            var frames = writer.Sentences.TrainingFrames.Where(frame => phrases.Can(frame.Form)).ToList();
            Assert.True(frames.Count >= 30, $"{operation.Name}: {frames.Count} frames");
            Assert.Equal(4, frames.Select(frame => frame.Form).Distinct().Count());
        });
    }

    [Fact]
    public void Training_and_unseen_wordings_share_no_frame_and_no_reserved_phrase()
    {
        var (phrases, sentences) = (DescriptionWriter.Default.Phrases, DescriptionWriter.Default.Sentences);
        Assert.Empty(sentences.TrainingFrames.Select(frame => frame.Text).Intersect(sentences.TestFrames.Select(frame => frame.Text)));
        var sets = phrases.All.SelectMany(operation => Enum.GetValues<PhraseRole>().SelectMany(role => Enum.GetValues<PhraseForm>().Select(form => (operation.Name, Set: operation.Of(form, role))))).ToList();
        var training = sets.SelectMany(set => set.Set.Training.Select(phrase => (set.Name, phrase.ToUpperInvariant()))).ToHashSet();
        Assert.DoesNotContain(sets.SelectMany(set => set.Set.Reserved.Select(phrase => (set.Name, phrase.ToUpperInvariant()))), training.Contains);
    }

    [Fact]
    public void Descriptions_are_short_printable_ascii_without_leftovers_of_templates()
    {
        var random = new Random(5);
        foreach (var task in _suite.AllTasks)
            foreach (var wording in Enum.GetValues<Wording>())
            {
                var text = task.Describe(random, wording);
                Assert.InRange(text.Length, 4, 320);
                Assert.All(text, character => Assert.InRange(character, ' ', '~'));
                Assert.DoesNotContain("  ", text, StringComparison.Ordinal);
                Assert.DoesNotContain("$t", text, StringComparison.Ordinal);
                Assert.DoesNotContain("|", text, StringComparison.Ordinal);
            }
    }

    [Fact]
    public void A_dressed_answer_is_always_spoken_of()
    {
        var random = new Random(6);
        var task = _suite.Find("word.reverse/exclamation");
        for (var i = 0; i < 300; i++)
        {
            var text = task.Describe(random, Wording.Training);
            Assert.True(text.Contains("exclamation", StringComparison.Ordinal) || text.Contains('!', StringComparison.Ordinal), text);
        }
    }

    [Fact]
    public void A_plain_answer_is_mostly_not_spoken_of()
    {
        var random = new Random(7);
        var task = _suite.Find("number.add_five/plain");
        var phrases = DescriptionWriter.Default.Phrases.Of(AnswerFormat.Plain).Phrases.Keys.ToList();
        var spoken = Enumerable.Range(0, 1000).Select(_ => task.Describe(random, Wording.Training))
            .Count(text => phrases.Any(phrase => text.Contains(phrase, StringComparison.OrdinalIgnoreCase)));
        Assert.InRange(spoken, 150, 350);
    }

    [Fact]
    public void Copying_into_brackets_is_sometimes_just_putting_the_word_in_brackets()
    {
        var random = new Random(8);
        var texts = Enumerable.Range(0, 1000).Select(_ => _suite.Find("word.copy/brackets").Describe(random, Wording.Training)).ToList();
        Assert.Contains(texts, text => text.Contains("put the word inside square brackets", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Capitals_follow_full_stops_but_not_marks_that_are_spoken_of()
    {
        var texts = Enumerable.Range(0, 50).Select(seed => Typography.Vary(new StringBuilder("reverse it. a ! comes after it."), new Random(seed))).Distinct();
        Assert.Equal(
            ["Reverse it. A ! comes after it", "Reverse it. A ! comes after it.", "reverse it. a ! comes after it", "reverse it. a ! comes after it."],
            texts.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Threads_may_share_the_suite()
    {
        var expected = Draw();
        Assert.All(Enumerable.Range(0, 4).AsParallel().Select(_ => Draw()), texts => Assert.Equal(expected, texts));

        List<string> Draw()
        {
            var random = new Random(9);
            return [.. _suite.Training.Select(task => task.Describe(random, Wording.Training) + task.Sample(random))];
        }
    }
}
