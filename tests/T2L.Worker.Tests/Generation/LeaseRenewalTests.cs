using T2L.Worker.Generation;

namespace T2L.Worker.Tests.Generation;

public sealed class LeaseRenewalTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMilliseconds(90);

    [Fact(Timeout = 30000)]
    public async Task Renews_while_the_work_goes_on_and_not_after()
    {
        var renewals = 0;
        await using (var renewal = Start(_ => Task.FromResult(Interlocked.Increment(ref renewals) > 0)))
        {
            while (Volatile.Read(ref renewals) < 3)
                await Task.Delay(10);
            Assert.False(renewal.Token.IsCancellationRequested);
        }
        var atEnd = renewals;
        await Task.Delay(100);

        Assert.Equal(atEnd, renewals);
    }

    [Fact]
    public async Task Stops_the_work_when_the_lease_is_lost()
    {
        await using var renewal = Start(_ => Task.FromResult(false));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(10000, renewal.Token));

        Assert.True(renewal.Lost);
    }

    [Fact(Timeout = 30000)]
    public async Task Takes_a_database_that_is_away_for_no_loss()
    {
        var calls = 0;
        await using var renewal = Start(_ => Interlocked.Increment(ref calls) < 3 ? throw new TimeoutException() : Task.FromResult(true));

        while (Volatile.Read(ref calls) < 4)
            await Task.Delay(10);

        Assert.False(renewal.Lost);
    }

    [Fact]
    public async Task Passes_the_caller_s_stop_on_to_the_work()
    {
        using var stopping = new CancellationTokenSource();
        await using var renewal = new LeaseRenewal(_ => Task.FromResult(true), Lease, TimeProvider.System, stopping.Token);

        await stopping.CancelAsync();

        Assert.True(renewal.Token.IsCancellationRequested);
        Assert.False(renewal.Lost);
    }

    private static LeaseRenewal Start(Func<CancellationToken, Task<bool>> renew) => new(renew, Lease, TimeProvider.System, default);
}
