using System.Collections.Concurrent;
using T2L.Contracts;

namespace T2L.Inference.Scheduling;

public sealed class DeviceThreadTests
{
    [Fact]
    public async Task What_arrives_while_a_batch_runs_is_batched_together_next()
    {
        var batches = new BlockingCollection<int[]>();
        using var gate = new SemaphoreSlim(0);
        using var thread = new DeviceThread<int>(batch => { batches.Add([.. batch]); gate.Wait(); }, maxBatch: 3, maxWaiting: 10);
        thread.Enqueue(0);
        Assert.Equal([0], batches.Take());

        foreach (int item in (int[])[1, 2, 3, 4])
            thread.Enqueue(item);
        gate.Release(3);

        Assert.Equal([1, 2, 3], batches.Take());
        Assert.Equal([4], batches.Take());
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_job_goes_before_the_next_batch_and_gives_its_result_or_its_failure()
    {
        var order = new ConcurrentQueue<string>();
        using var started = new SemaphoreSlim(0);
        using var gate = new SemaphoreSlim(0);
        using var thread = new DeviceThread<int>(
            batch => { order.Enqueue($"batch {batch[0]}"); started.Release(); gate.Wait(); }, maxBatch: 1, maxWaiting: 10);
        thread.Enqueue(1);
        await started.WaitAsync();
        thread.Enqueue(2);
        var job = thread.RunAsync(() => { order.Enqueue("job"); return 42; });
        var failing = thread.RunAsync<int>(() => throw new InvalidDataException("broken"));
        gate.Release(2);

        Assert.Equal(42, await job);
        Assert.Equal("broken", (await Assert.ThrowsAsync<InvalidDataException>(() => failing)).Message);
        await started.WaitAsync();
        Assert.Equal(["batch 1", "job", "batch 2"], order);
    }

    [Fact]
    public async Task One_item_more_than_may_wait_is_refused()
    {
        using var started = new SemaphoreSlim(0);
        using var gate = new SemaphoreSlim(0);
        using var thread = new DeviceThread<int>(_ => { started.Release(); gate.Wait(); }, maxBatch: 1, maxWaiting: 2);
        thread.Enqueue(0);
        await started.WaitAsync();
        thread.Enqueue(1);
        thread.Enqueue(2);

        var refusal = Assert.Throws<InferenceException>(() => thread.Enqueue(3));

        Assert.Equal(InferenceError.NotReady, refusal.Error);
        Assert.Equal("2 prompts are waiting already. Try again in a moment.", refusal.Message);
        gate.Release(3);
    }

    [Fact]
    public async Task Stopping_gives_back_what_waited_and_refuses_more()
    {
        using var started = new SemaphoreSlim(0);
        using var gate = new SemaphoreSlim(0);
        using var thread = new DeviceThread<int>(_ => { started.Release(); gate.Wait(); }, maxBatch: 1, maxWaiting: 5);
        thread.Enqueue(0);
        await started.WaitAsync();
        thread.Enqueue(1);
        var stop = Task.Factory.StartNew(thread.Stop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        // Only once it refuses is it stopping; the first batch must not end before.
        Assert.True(SpinWait.SpinUntil(() => Refuses(thread), TimeSpan.FromSeconds(30)));
        gate.Release(2);

        Assert.Equal([1], await stop);
        Assert.Throws<InferenceException>(() => thread.Enqueue(2));
        await Assert.ThrowsAsync<InferenceException>(() => thread.RunAsync(() => 1));
    }

    private static bool Refuses(DeviceThread<int> thread)
    {
        try
        {
            _ = thread.RunAsync(() => 0);
            return false;
        }
        catch (InferenceException)
        {
            return true;
        }
    }
}
