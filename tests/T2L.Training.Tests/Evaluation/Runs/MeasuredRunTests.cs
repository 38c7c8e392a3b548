using T2L.Training.Evaluation.Runs;

namespace T2L.Training.Tests.Evaluation.Runs;

public sealed class MeasuredRunTests
{
    private static readonly RunEntry Run = new("sft-64", "L", 64, 0, "runs/sft-64", null);

    [Fact]
    public void A_run_of_another_number_of_tasks_than_the_list_says_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => MeasuredRun.Check(Run, known: 479));

        Assert.Contains("'sft-64' has training_tasks 64, but tasks.json in 'runs/sft-64' names 479", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(null)] // an older folder, which names none
    public void One_that_is_what_the_list_says_is_taken(int? known) => MeasuredRun.Check(Run, known);
}
