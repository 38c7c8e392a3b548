using T2L.Testing;
using T2L.Training.Running;

namespace T2L.Cli.Tests;

public sealed class FailuresTests
{
    [Fact]
    public void Of_several_failures_at_once_the_first_that_says_something_is_told()
    {
        var failure = new AggregateException(new OperationCanceledException(), new ArgumentException("Two is one too many."), new IOException("disk"));

        Assert.Equal("Two is one too many.", Failures.Sentence(failure));
        Assert.Equal(ExitCode.BadInput, Failures.ExitCodeOf(failure));
    }

    [Fact]
    public void A_damaged_record_of_a_run_is_bad_input()
    {
        using var folder = new TemporaryDirectory();
        File.WriteAllText(folder.File(RunRecord.Name), "{");

        Assert.Equal(ExitCode.BadInput, Failures.ExitCodeOf(Assert.ThrowsAny<Exception>(() => RunRecord.Read(folder.Path))));
    }
}
