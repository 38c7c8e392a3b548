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
}
