using T2L.Training.Running;

namespace T2L.Training.Tests.Running;

public sealed class CosineScheduleTests
{
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(6, 0.5)]
    [InlineData(10, 0)]
    public void Rises_in_a_line_and_falls_along_half_a_cosine(int step, double expected) => Assert.Equal(expected, new CosineSchedule(1, 2, 10).At(step), 1e-12);
}
