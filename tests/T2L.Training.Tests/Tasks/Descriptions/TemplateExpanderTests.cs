using T2L.Training.Tasks.Descriptions;

namespace T2L.Training.Tests.Tasks.Descriptions;

public sealed class TemplateExpanderTests
{
    private readonly TemplateExpander _expander = new(new Dictionary<string, string> { ["x"] = "{it|the word}", ["do"] = "write $x" });

    [Theory]
    [InlineData("as it is", "as it is")]
    [InlineData("{a|b} c", "a c;b c")]
    [InlineData("{a|b} {c|d}", "a c;a d;b c;b d")]
    [InlineData("{a|b {c|d}}", "a;b c;b d")]
    [InlineData("now{| and then}", "now;now and then")]
    [InlineData("{ | very } big", "big;very big")]
    [InlineData("reverse $x", "reverse it;reverse the word")]
    [InlineData("$do!", "write it!;write the word!")]
    [InlineData(@"\{\$x\|\}", "{$x|}")]
    [InlineData("{a|a}", "a")]
    [InlineData("a | b", "a | b")]
    public void Expands_a_template_in_the_order_of_its_choices(string template, string texts) =>
        Assert.Equal(texts.Split(';'), _expander.Expand(template));

    [Theory]
    [InlineData("a {b|c", "'{' at character 3 is never closed in 'a {b|c'.")]
    [InlineData("a} b", "'}' at character 2 closes nothing in 'a} b'.")]
    [InlineData("the $cat", "'$cat' is not defined; 'the $cat' may use $do, $x.")]
    public void Refuses_a_template_that_is_no_template(string template, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => _expander.Expand(template)).Message);

    [Fact]
    public void Refuses_more_texts_than_anybody_would_read()
    {
        var template = string.Concat(Enumerable.Repeat("{a|b|c|d}", 5));
        Assert.Equal($"'{template}' stands for more than 600 texts. Split it.", Assert.Throws<FormatException>(() => _expander.Expand(template)).Message);
    }
}
