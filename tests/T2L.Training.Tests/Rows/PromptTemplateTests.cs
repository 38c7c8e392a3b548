using System.Text;
using T2L.Training.Rows;

namespace T2L.Training.Tests.Rows;

public sealed class PromptTemplateTests
{
    private static readonly Row Sample = Row.Parse(Encoding.UTF8.GetBytes(
        """{"name": "Ada", "choices": {"text": ["x", "y"]}, "yes": true, "none": null, "n": 12345678901234567890, "half": 0.5, "one": 1e0}"""), "rows.jsonl", 1);

    [Theory]
    [InlineData("Hello {name}.", "Hello Ada.")]
    [InlineData("{choices[text][1]}{choices[text][0]}", "yx")]
    [InlineData("{{name}} {{{name}}}", "{name} {Ada}")]
    [InlineData("{yes} {none} {n} {half} {one}", "True None 12345678901234567890 0.5 1.0")]
    [InlineData("", "")]
    public void Writes_values_as_python_does(string template, string expected) => Assert.Equal(expected, PromptTemplate.Parse(template).Render(Sample));

    [Theory]
    [InlineData("{nobody}", "row 1 has no 'nobody'; it has name, choices, yes, none, n, half, one.")]
    [InlineData("{choices}", "'choices' is {\"text\": [\"x\", \"y\"]}, expected a text or a number.")]
    [InlineData("{choices[text][2]}", "expected a value that has '[2]' of 'choices[text][2]'.")]
    [InlineData("{name[0]}", "'name' is \"Ada\", expected a value that has '[0]'")]
    public void Names_what_a_row_lacks(string template, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<DataFormatException>(() => PromptTemplate.Parse(template).Render(Sample)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("{}")]
    [InlineData("{0}")]
    [InlineData("{name:>10}")]
    [InlineData("{name!r}")]
    [InlineData("{name.attribute}")]
    [InlineData("{name[}")]
    [InlineData("{name[]}")]
    [InlineData("{name[a]b}")]
    public void Refuses_what_it_would_write_differently(string template) => Assert.Throws<FormatException>(() => PromptTemplate.Parse(template));
}
