using T2L.Contracts;
using T2L.Registry.Data;
using T2L.Registry.Jobs;
using T2L.Testing;
using T2L.Worker.Generation;
using T2L.Worker.Tests.Support;

namespace T2L.Worker.Tests.Generation;

[Collection(PostgresGroup.Name)]
[Trait("Category", "Service")]
public sealed class GenerationTests(PostgresFixture postgres) : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _blobs = new();
    private readonly StandInGenerator _generator = new();
    private WorkerHost? _host;

    private WorkerHost Worker => _host!;

    public async Task InitializeAsync() => _host = await WorkerHost.StartAsync(postgres.NewDatabase(), _blobs, _generator);

    public Task DisposeAsync() => Worker.DisposeAsync().AsTask();

    public void Dispose() => _blobs.Dispose();

    [Fact]
    public async Task Makes_publishes_announces_and_loads_an_adapter()
    {
        var id = await Worker.OrderAsync("Write the word backwards.");
        var job = await Worker.WhenAsync(id, JobStatus.Ready);
        var ready = await Worker.News.NextAsync<AdapterReady>(news => news.JobId == id);

        Assert.Equal(job.AdapterDigest!.Value.Value, ready.Digest);
        Assert.Equal("nano", ready.BaseModel);
        var adapter = await Worker.Catalog.LoadAsync(job.AdapterDigest.Value);
        Assert.Equal(SampleAdapter.For("Write the word backwards.").Config, adapter.Config);
        Assert.Equal(["check", "embed", "generate", "publish", "wait"], job.Timings!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((2.0, 3.0), (job.Timings["embed"], job.Timings["generate"]));
        await EventuallyAsync(() => Worker.Engine.Resident.ContainsKey(ready.Digest));
    }

    [Fact]
    public async Task A_message_that_comes_many_times_does_the_work_once()
    {
        var job = await Worker.Jobs.EnqueueAsync(new NewJob("Write the word backwards."));
        var release = new TaskCompletionSource();
        _generator.Make = async (description, _) =>
        {
            await release.Task;
            return SampleAdapter.For(description);
        };

        for (var i = 0; i < 5; i++)
            await Worker.PublishAsync(new GenerateAdapter(job.Id));
        await EventuallyAsync(() => !_generator.Asked.IsEmpty);
        release.SetResult();
        var ready = await Worker.WhenAsync(job.Id, JobStatus.Ready);
        await Worker.PublishAsync(new GenerateAdapter(job.Id));
        await Task.Delay(300);

        Assert.Single(_generator.Asked);
        Assert.Equal(1, ready.Attempts);
        Assert.Single(Worker.News.Of<AdapterReady>());
    }

    [Fact]
    public async Task A_message_about_no_job_is_put_away()
    {
        await Worker.PublishAsync(new GenerateAdapter(Guid.NewGuid()));
        await Worker.WhenAsync(await Worker.OrderAsync("Write the word backwards."), JobStatus.Ready);

        Assert.Single(_generator.Asked);
    }

    [Fact]
    public async Task A_lost_message_is_sent_by_the_sweeper()
    {
        var job = await Worker.Jobs.EnqueueAsync(new NewJob("Write the word backwards."));

        Assert.Equal(1, (await Worker.WhenAsync(job.Id, JobStatus.Ready)).Attempts);
    }

    [Fact]
    public async Task A_job_whose_worker_vanished_is_done_once_by_another()
    {
        var job = await Worker.Jobs.EnqueueAsync(new NewJob("Write the word backwards."));
        Assert.NotNull(await Worker.Jobs.TryLeaseAsync(job.Id, "vanished", TimeSpan.FromMilliseconds(300)));
        await Worker.PublishAsync(new GenerateAdapter(job.Id));

        var ready = await Worker.WhenAsync(job.Id, JobStatus.Ready);

        Assert.Equal(2, ready.Attempts);
        Assert.Single(_generator.Asked);
        await Worker.News.NextAsync<AdapterReady>(news => news.JobId == job.Id);
        Assert.Single(Worker.News.Of<AdapterReady>());
    }

    [Fact]
    public async Task A_failure_that_heals_is_tried_again()
    {
        var failures = 2;
        _generator.Make = (description, _) => failures-- > 0
            ? throw new IOException("The disk is busy.")
            : Task.FromResult(SampleAdapter.For(description));

        var job = await Worker.WhenAsync(await Worker.OrderAsync("Write the word backwards."), JobStatus.Ready);

        Assert.Equal(3, job.Attempts);
        Assert.Null(job.Error);
    }

    [Fact]
    public async Task A_failure_that_never_heals_is_given_up_with_its_reason()
    {
        _generator.Make = (_, _) => throw new IOException("The disk is busy.");

        var id = await Worker.OrderAsync("Write the word backwards.");
        var job = await Worker.WhenAsync(id, JobStatus.Failed);
        var failed = await Worker.News.NextAsync<AdapterGenerationFailed>(news => news.JobId == id);

        Assert.Equal("Given up after 3 attempts: The disk is busy.", job.Error);
        Assert.Equal(job.Error, failed.Error);
        Assert.Equal(3, _generator.Asked.Count);
    }

    [Fact]
    public async Task A_mistake_is_not_tried_again()
    {
        _generator.Make = (_, _) => throw new GenerationException("The hypernetwork does not know this language.");

        var id = await Worker.OrderAsync("Schreibe das Wort rückwärts.");
        var job = await Worker.WhenAsync(id, JobStatus.Failed);

        Assert.Equal("The hypernetwork does not know this language.", job.Error);
        Assert.Equal(job.Error, (await Worker.News.NextAsync<AdapterGenerationFailed>(news => news.JobId == id)).Error);
        Assert.Single(_generator.Asked);
    }

    [Fact]
    public async Task An_adapter_that_changes_nothing_is_not_published()
    {
        _generator.Make = (_, _) => Task.FromResult(SampleAdapter.WithoutEffect());

        var job = await Worker.WhenAsync(await Worker.OrderAsync("Write the word."), JobStatus.Failed);

        Assert.StartsWith("The hypernetwork wrote an adapter that changes nothing; it was not published.", job.Error, StringComparison.Ordinal);
        Assert.Empty((await Worker.Catalog.ListAsync()).Items);
    }

    [Fact]
    public async Task A_worker_that_stops_gives_its_job_back()
    {
        var job = await Worker.Jobs.EnqueueAsync(new NewJob("Write the word backwards."));
        _generator.Make = async (_, stopping) =>
        {
            await Task.Delay(Timeout.Infinite, stopping);
            throw new InvalidOperationException("Waited in vain.");
        };
        var attempt = Worker.Get<JobRunner>();
        using var stopping = new CancellationTokenSource();
        var running = attempt.RunAsync(job.Id, stopping.Token);
        await EventuallyAsync(() => !_generator.Asked.IsEmpty);
        _generator.Make = (description, _) => Task.FromResult(SampleAdapter.For(description));

        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Equal(2, (await Worker.WhenAsync(job.Id, JobStatus.Ready)).Attempts);
    }

    [Fact]
    public async Task Work_on_a_cancelled_job_stops()
    {
        await using var worker = await WorkerHost.StartAsync(
            postgres.NewDatabase(), _blobs, _generator, new Dictionary<string, string?> { ["Generation:LeaseSeconds"] = "1" });
        var stopped = new TaskCompletionSource();
        _generator.Make = async (description, stopping) =>
        {
            stopping.Register(stopped.SetResult);
            await Task.Delay(Timeout.Infinite, stopping);
            return SampleAdapter.For(description);
        };
        var id = await worker.OrderAsync("Write the word backwards.");
        await worker.WhenAsync(id, JobStatus.Running);

        await worker.Jobs.CancelAsync(id);

        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(JobStatus.Cancelled, (await worker.Jobs.FindAsync(id))!.Status);
    }

    [Fact]
    public async Task Work_on_a_cancelled_job_stops_at_once_when_the_message_arrives()
    {
        var stopped = new TaskCompletionSource();
        _generator.Make = async (description, stopping) =>
        {
            stopping.Register(stopped.SetResult);
            await Task.Delay(Timeout.Infinite, stopping);
            return SampleAdapter.For(description);
        };
        var id = await Worker.OrderAsync("Write the word backwards.");
        await EventuallyAsync(() => !_generator.Asked.IsEmpty);

        await Worker.Jobs.CancelAsync(id);
        await Worker.PublishAsync(new JobCancelled(id));

        // The lease lasts a minute: without the message it would take twenty seconds.
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(JobStatus.Cancelled, (await Worker.Jobs.FindAsync(id))!.Status);
        Assert.Empty((await Worker.Catalog.ListAsync()).Items);
    }

    [Fact]
    public async Task A_rumour_that_a_job_is_cancelled_stops_nothing()
    {
        var release = new TaskCompletionSource();
        _generator.Make = async (description, stopping) =>
        {
            await release.Task.WaitAsync(stopping);
            return SampleAdapter.For(description);
        };
        var id = await Worker.OrderAsync("Write the word backwards.");
        await EventuallyAsync(() => !_generator.Asked.IsEmpty);
        var before = (await Worker.Jobs.FindAsync(id))!.LeaseUntil;

        await Worker.PublishAsync(new JobCancelled(id));
        while ((await Worker.Jobs.FindAsync(id))!.LeaseUntil == before)
            await Task.Delay(20);
        release.SetResult();

        Assert.Equal(1, (await Worker.WhenAsync(id, JobStatus.Ready)).Attempts);
    }

    [Fact]
    public async Task Says_on_the_row_what_it_does()
    {
        var release = new TaskCompletionSource();
        _generator.Make = async (description, stopping) =>
        {
            await release.Task.WaitAsync(stopping);
            return SampleAdapter.For(description);
        };
        var id = await Worker.OrderAsync("Write the word backwards.");

        for (var left = 500; (await Worker.Jobs.FindAsync(id))!.Progress != new JobStage("search", 2, 6); left--)
        {
            Assert.True(left > 0, "It was not said within 10 s.");
            await Task.Delay(20);
        }
        release.SetResult();

        await Worker.WhenAsync(id, JobStatus.Ready);
    }

    [Fact]
    public async Task Long_work_keeps_its_lease()
    {
        await using var worker = await WorkerHost.StartAsync(
            postgres.NewDatabase(), _blobs, _generator, new Dictionary<string, string?> { ["Generation:LeaseSeconds"] = "1" });
        _generator.Make = async (description, stopping) =>
        {
            await Task.Delay(2500, stopping);
            return SampleAdapter.For(description);
        };

        var job = await worker.WhenAsync(await worker.OrderAsync("Write the word backwards."), JobStatus.Ready);

        Assert.Equal(1, job.Attempts);
        Assert.Single(_generator.Asked);
    }

    private static async Task EventuallyAsync(Func<bool> isSo)
    {
        for (var left = 500; !isSo(); left--)
        {
            Assert.True(left > 0, "It did not happen within 10 s.");
            await Task.Delay(20);
        }
    }
}
