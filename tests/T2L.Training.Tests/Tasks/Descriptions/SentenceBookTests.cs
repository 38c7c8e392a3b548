using T2L.Training.Tasks.Descriptions;
using T2L.Training.Tasks.Inputs;

namespace T2L.Training.Tests.Tasks.Descriptions;

public sealed class SentenceBookTests
{
    [Fact]
    public void Has_enough_frames_and_joiners_and_no_frame_for_both_training_and_tests()
    {
        var book = DescriptionWriter.Default.Sentences;
        Assert.True(book.TrainingFrames.Count >= 50);
        Assert.True(book.TestFrames.Count >= 10);
        Assert.True(book.Joiners.Select(joiner => joiner.Text).Distinct().Count() >= 8);
        Assert.Empty(book.TrainingFrames.Select(Shape).Intersect(book.TestFrames.Select(Shape)));
    }

    [Theory]
    [InlineData("do $task.", "frames.txt:1: 'do $task.' stands before the first 'section:' line.")]
    [InlineData("section: training\nsay $task[, $tail].\ntell $task.", "frames.txt:3: expected one of do, noun, ask, tag and a sentence, got 'tell $task.'.")]
    [InlineData("section: training\ndo $task[, $tail].\nsection: joiners\ndo $first; $then", "frames.txt: section 'test' has no 'do' sentence.")]
    [InlineData("section: exam", "frames.txt:1: no section 'exam'; there are training, test, joiners.")]
    [InlineData("section: test\ndo $task.", "frames.txt:2: a frame has one $task and one of $tail, $fdo, $fsay; '$task.' has not.")]
    [InlineData("section: test\ndo $task, $tail.", "frames.txt:2: the format's slot must stand in [ ], as a plain answer is often not spoken of: '$task, $tail.'.")]
    [InlineData("section: test\ndo $task[, $tail.", "frames.txt:2: '[' is never closed in '$task[, $tail.'.")]
    [InlineData("section: joiners\ndo $first and $task", "frames.txt:2: '$task' is not a slot here; there are $first, $noun, $of, $over, $tag, $then, $thentag.")]
    public void Refuses_a_bad_file_naming_file_and_line(string text, string message)
    {
        using var reader = new StringReader(text);
        var lines = EmbeddedText.Lines(reader).ToList();
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => SentenceBook.Parse("frames.txt", lines)).Message);
    }

    private static string Shape(SentencePattern frame) => $"{frame.Form} {frame.Text}";
}
