using T2L.Adapters.Examples.Checking;

namespace T2L.Adapters.Tests.Examples.Checking;

public sealed class FormulaAnswerTests
{
    [Theory]
    [InlineData("first \\boxed{1}, then \\boxed{\\frac{2}{3}}.", "\\frac{2}{3}")]
    [InlineData("The answer is: $x^2$.\nIndeed.", "x^2")]
    [InlineData("\\boxed{never closed", null)]
    [InlineData("42", null)] // said nowhere to be the answer
    public void The_answer_stands_in_the_last_box_or_behind_the_words(string text, string? answer) => Assert.Equal(answer, FormulaAnswer.Read(text));

    [Theory]
    [InlineData("\\dfrac{3}{4}", "\\frac34", true)]
    [InlineData("0.75", "3/4", true)]
    [InlineData("2\\sqrt{3}", "\\sqrt{12}", true)]
    [InlineData("(x+1)(x-1)", "x^2-1", true)]
    [InlineData("2x y", "2*y*x", true)]
    [InlineData("-\\frac{1}{2}x", "-x/2", true)]
    [InlineData("-3^2", "9", false)]
    [InlineData("x^{10}", "x^10", false)] // without braces the power is one sign
    [InlineData("x", "y", false)]
    [InlineData("x=5", "5", true)]
    [InlineData("\\left( \\frac{1}{2}, 3 \\right)", "(0.5,3)", true)]
    [InlineData("(1,2)", "[1,2]", false)]
    [InlineData("(1,2,3)", "(1,2)", false)]
    [InlineData("1,234", "1234", true)]
    [InlineData("25\\%", "0.25", true)] // per cent, as officially
    [InlineData("90^\\circ", "90", true)]
    [InlineData("\\text{red}", "red", false)] // a unit is taken off, and nothing is left
    [InlineData("1/0", "1/0", true)] // the same text
    [InlineData("1/0", "2/0", false)]
    [InlineData("", "", false)]
    [InlineData("\\sin x", "\\cos x", false)]
    public void Formulas_are_compared_by_what_they_mean(string answer, string right, bool same) => Assert.Equal(same, FormulaAnswer.Same(answer, right));

    [Fact]
    public void Brackets_without_end_are_refused_and_not_followed()
    {
        Assert.False(FormulaAnswer.Same(new string('(', 900), new string('(', 901)));
        Assert.False(FormulaAnswer.Same(string.Concat(Enumerable.Repeat("\\frac", 170)), "1"));
        Assert.False(FormulaAnswer.Same(new string('(', 1_000_000), "1"));
    }

    [Fact]
    public void A_worked_solution_is_read_as_the_answer_is() =>
        Assert.True(new FormulaAnswer().IsRight("so \\boxed{0.5}", "We add and get $\\boxed{\\frac{1}{2}}$."));
}
