using T2L.Training.Data;

namespace T2L.Training.Tests.Data;

public sealed class PairTruncationTests
{
    [Theory]
    [InlineData(300, 212, 512, 300, 212)]
    [InlineData(600, 12, 512, 500, 12)]
    [InlineData(12, 600, 512, 12, 500)]
    [InlineData(400, 300, 512, 256, 256)]
    [InlineData(700, 700, 513, 256, 257)] // the answer gets the odd token
    [InlineData(700, 600, 513, 257, 256)]
    public void The_longer_part_gives_way_first(int prompt, int answer, int most, int keptPrompt, int keptAnswer)
    {
        var kept = PairTruncation.Apply(new([.. Enumerable.Range(0, prompt)], [.. Enumerable.Range(0, answer)]), most);

        Assert.Equal((keptPrompt, keptAnswer), (kept.Prompt.Count, kept.Answer.Count));
    }

    [Fact]
    public void What_is_cut_is_the_beginning()
    {
        var cut = PairTruncation.Apply(new([1, 2, 3, 4, 5, 6], [7, 8]), 5);

        Assert.Equal([4, 5, 6], cut.Prompt);
        Assert.Equal([7, 8], cut.Answer);
    }
}
