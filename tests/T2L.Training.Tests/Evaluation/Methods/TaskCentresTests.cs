using T2L.Training.Evaluation.Methods;
using T2L.Training.Tasks;

namespace T2L.Training.Tests.Evaluation.Methods;

public sealed class TaskCentresTests
{
    [Fact]
    public void The_nearest_task_has_the_largest_cosine()
    {
        var tasks = TaskSuite.Nano(0).Training.Take(3).ToList();
        var centres = new TaskCentres(tasks, [[1, 0], [0, 1], [-0.6f, 0.8f]]);

        Assert.Same(tasks[0], centres.Nearest([0.9f, 0.3f]));
        Assert.Same(tasks[1], centres.Nearest([0.1f, 5]));
        Assert.Same(tasks[2], centres.Nearest([-3, 2]));
    }
}
