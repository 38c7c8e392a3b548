using T2L.Contracts.Messaging;

namespace T2L.Worker.Generation;

/// <summary>Renews one job's lease while it is worked on, and tells the work to stop when the lease is lost.</summary>
internal sealed class LeaseRenewal : IAsyncDisposable
{
    private readonly CancellationTokenSource _work;
    private readonly CancellationTokenSource _renewing = new();
    private readonly Task _loop;
    private TaskCompletionSource _doubt = new(TaskCreationOptions.RunContinuationsAsynchronously);

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

    /// <summary>Renews now rather than later: somebody says that the job is not wanted any more.</summary>
    public void CheckNow() => Volatile.Read(ref _doubt).TrySetResult();

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
                await WaitAsync(period, time);
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

    private async Task WaitAsync(TimeSpan period, TimeProvider time)
    {
        try
        {
            await _doubt.Task.WaitAsync(period, time, _renewing.Token);
            Volatile.Write(ref _doubt, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        catch (TimeoutException)
        {
            // Nobody asked; it is time anyway.
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
