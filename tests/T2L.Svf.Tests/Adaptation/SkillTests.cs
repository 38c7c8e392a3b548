using T2L.Svf.Adaptation;

namespace T2L.Svf.Tests.Adaptation;

public sealed class SkillTests
{
    [Theory]
    [InlineData("Specialist: \\boxed{math}", "math")]
    [InlineData("\\boxed{} \\boxed{code}", "code")]
    [InlineData("\\boxed{code} or \\boxed{math}", "code")]
    [InlineData("\\boxed{Math}", "other"), InlineData("\\boxed{ math}", "other"), InlineData("\\boxed{law} \\boxed{math}", "other")]
    [InlineData("\\boxed{math", "other"), InlineData("math", "other"), InlineData("", "other")]
    public void The_first_box_decides(string answer, string skill) => Assert.Equal(skill, Skill.Read(answer, ["code", "math"]));

    [Fact]
    public void A_shuffle_keeps_every_place()
    {
        Assert.Empty(PythonShuffle.Order(0, 1));
        Assert.Equal([0], PythonShuffle.Order(1, 1));
        Assert.Equal(Enumerable.Range(0, 100), PythonShuffle.Order(100, 7).Order());
        Assert.NotEqual(PythonShuffle.Order(100, 7), PythonShuffle.Order(100, 8));
    }
}
