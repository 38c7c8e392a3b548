using T2L.Contracts.Messaging;

namespace T2L.Worker.Generation;

/// <summary>Renews one job's lease while it is worked on, and tells the work to stop when the lease is lost.</summary>
internal sealed class LeaseRenewal : IAsyncDisposable
{
    private readonly CancellationTokenSource _work;
    private readonly CancellationTokenSource _renewing = new();
    private readonly Task _loop;

    /// <param name="renew">Renews once; false when somebody else has the job or nobody wants it any more.</param>
    /// <param name="lease">How long a renewal lasts; it is repeated every third of that.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the work for reasons of its own.</param>
    public LeaseRenewal(Func<CancellationToken, Task<bool>> renew, TimeSpan lease, TimeProvider time, CancellationToken cancellationToken)
    {
        _work = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _loop = RenewAsync(renew, lease / 3, time);
    }

    /// <summary>Cancelled when the work should stop.</summary>
    public CancellationToken Token => _work.Token;

    /// <summary>True when the lease is gone: whatever the work comes to is somebody else's now.</summary>
    public bool Lost { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _renewing.CancelAsync();
        await _loop;
        _renewing.Dispose();
        _work.Dispose();
    }

    private async Task RenewAsync(Func<CancellationToken, Task<bool>> renew, TimeSpan period, TimeProvider time)
    {
        try
        {
            while (true)
            {
                await Task.Delay(period, time, _renewing.Token);
                if (await HoldsAsync(renew))
                    continue;
                Lost = true;
                await _work.CancelAsync();
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // The work is done.
        }
    }

    // A database that is away for a moment takes no lease from anybody; the next renewal will tell.
    private async Task<bool> HoldsAsync(Func<CancellationToken, Task<bool>> renew)
    {
        try
        {
            return await renew(_renewing.Token);
        }
        catch (Exception error) when (HealableRetry.CanHeal(error))
        {
            return true;
        }
    }
}
