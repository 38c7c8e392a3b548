namespace T2L.Registry.Tests;

public sealed class TaskDescriptionTests
{
    [Theory]
    [InlineData("Write the word backwards.")]
    [InlineData("Zwei Zeilen:\n\tübersetze 😀 ins Deutsche.\r\n")]
    public void Accepts_text(string description) => Assert.Equal(description, TaskDescription.Check(description));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n\t ")]
    public void Refuses_an_empty_description(string? description) =>
        Assert.StartsWith("Task description is empty.", TaskDescription.Fault(description), StringComparison.Ordinal);

    [Fact]
    public void Refuses_one_character_too_many_and_says_the_limit()
    {
        Assert.Null(TaskDescription.Fault(new string('a', 4096)));
        Assert.Equal("Task description has 9130 characters; at most 4096 are used. Shorten it or split the task.",
            TaskDescription.Fault(new string('a', 9130)));
    }

    [Theory]
    [InlineData("ab\0c", "character 3 is U+0000")]
    [InlineData("\u001b[31mred", "character 1 is U+001B")]
    public void Refuses_what_is_not_text_and_says_where(string description, string where) =>
        Assert.Contains(where, TaskDescription.Fault(description), StringComparison.Ordinal);

    // Attributes cannot carry half a surrogate pair, so these two are no theory.
    [Fact]
    public void Refuses_half_a_surrogate_pair()
    {
        Assert.Contains("character 2 is U+D83D", TaskDescription.Fault("a\ud83d"), StringComparison.Ordinal);
        Assert.Contains("character 1 is U+DE00", TaskDescription.Fault("\ude00a"), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_throws_the_same_sentence() =>
        Assert.Equal(TaskDescription.Fault(""), Assert.Throws<ArgumentException>(() => TaskDescription.Check("")).Message);
}
