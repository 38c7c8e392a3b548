namespace T2L.Embedding.Tests;

public class TaskDescriptionTextTests
{
    [Theory]
    [InlineData("Write the word backwards", "Write the word backwards.")]
    [InlineData("  Write it.\n", "Write it.")]
    [InlineData("Add 7", "Add 7")] // a digit is no letter
    [InlineData("Say \"yes\"", "Say \"yes\"")]
    [InlineData("Is it so?", "Is it so?")]
    [InlineData("Schreibe es groß", "Schreibe es groß.")]
    [InlineData("書く", "書く.")]
    [InlineData("x \U0001D518", "x \U0001D518.")] // a letter beyond 16 bits
    [InlineData("smile 😀", "smile 😀")]
    [InlineData("\u001Ftab\u00A0\u2003", "tab.")] // white space in Python's sense
    [InlineData("x²", "x²")]
    [InlineData("e\u0301", "e\u0301")] // ends with a mark, which is no letter
    public void Ends_with_a_full_stop_where_it_ends_with_a_letter(string text, string expected) =>
        Assert.Equal(expected, TaskDescriptionText.Format(text));

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n\u2003\u001C")]
    public void Empty_text_is_refused(string text)
    {
        var error = Assert.Throws<ArgumentException>(() => TaskDescriptionText.Format(text));
        Assert.StartsWith("The task description is empty.", error.Message, StringComparison.Ordinal);
    }
}
