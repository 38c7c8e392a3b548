using T2L.Hypernetwork.Kernels;

namespace T2L.Hypernetwork.Tests.Kernels;

public sealed class WorkersTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 5)]
    [InlineData(4, 1)]
    [InlineData(4, 1000)]
    public void Every_task_runs_once(int threads, int tasks)
    {
        var counts = new int[tasks];
        new Workers(threads).ForEach(tasks, i => Interlocked.Increment(ref counts[i]));
        Assert.All(counts, c => Assert.Equal(1, c));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Ranges_cover_everything_once(int threads)
    {
        var counts = new int[1001];
        new Workers(threads).ForRanges(counts.Length, minimum: 7, (first, last) =>
        {
            for (var i = first; i < last; i++)
                Interlocked.Increment(ref counts[i]);
        });
        Assert.All(counts, c => Assert.Equal(1, c));
    }

    [Fact]
    public void A_fault_reaches_the_caller_after_all_tasks_ran()
    {
        var ran = 0;
        var fault = Assert.Throws<AggregateException>(() => new Workers(2).ForEach(50, i =>
        {
            Interlocked.Increment(ref ran);
            if (i == 3)
                throw new InvalidOperationException("three");
        }));
        Assert.Equal("three", fault.InnerException!.Message);
        Assert.Equal(50, ran);
    }
}
