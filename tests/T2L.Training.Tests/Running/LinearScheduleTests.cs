using T2L.Training.Running;

namespace T2L.Training.Tests.Running;

public sealed class LinearScheduleTests
{
    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(9, 1.0)]
    [InlineData(10, 1.0)]
    [InlineData(55, 0.51)]
    [InlineData(100, 0.02)]
    [InlineData(500, 0.02)]
    public void Rises_to_the_peak_and_falls_to_the_rest(int step, double expected) =>
        Assert.Equal(expected, new LinearSchedule(Peak: 1.0, WarmupSteps: 10, Steps: 100).At(step), 10);
}
