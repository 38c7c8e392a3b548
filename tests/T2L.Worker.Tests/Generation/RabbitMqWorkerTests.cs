using System.Diagnostics;
using T2L.Registry.Data;
using T2L.Registry.Jobs;
using T2L.Testing;
using T2L.Testing.RabbitMq;
using T2L.Worker.Tests.Support;

namespace T2L.Worker.Tests.Generation;

[Collection(PostgresGroup.Name)]
[Trait("Category", "Service")]
public sealed class RabbitMqWorkerTests(PostgresFixture postgres, RabbitMqServer broker) : IClassFixture<RabbitMqServer>, IDisposable
{
    private readonly TemporaryDirectory _blobs = new();
    private readonly StandInGenerator _generator = new();
    private readonly string _database = postgres.NewDatabase();

    public void Dispose() => _blobs.Dispose();

    [RabbitMqFact]
    public async Task Two_workers_share_the_orders_and_both_hear_the_news()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        _generator.Make = async (description, stopping) =>
        {
            await Task.Delay(20, stopping);
            return SampleAdapter.For(description);
        };

        var ids = new List<Guid>();
        for (var i = 0; i < 20; i++)
            ids.Add(await first.OrderAsync($"Write the word {i} times."));
        var jobs = await Task.WhenAll(ids.Select(id => first.WhenAsync(id, JobStatus.Ready, seconds: 60)));

        Assert.Equal(20, _generator.Asked.Distinct().Count());
        Assert.Equal(20, _generator.Asked.Count);
        Assert.All(jobs, job => Assert.Equal(1, job.Attempts));
        foreach (var worker in new[] { first, second })
            await EventuallyAsync(() => jobs.All(job => worker.Engine.Resident.ContainsKey(job.AdapterDigest!.Value.Value)));
    }

    [RabbitMqFact]
    public async Task Orders_outlive_a_broker_that_is_killed()
    {
        await using var worker = await StartAsync();
        await worker.WhenAsync(await worker.OrderAsync("Write the word before."), JobStatus.Ready, seconds: 60);
        var release = new TaskCompletionSource();
        _generator.Make = async (description, stopping) =>
        {
            await release.Task.WaitAsync(stopping);
            return SampleAdapter.For(description);
        };
        var begun = await worker.OrderAsync("Write the word meanwhile.");
        await worker.WhenAsync(begun, JobStatus.Running);

        await broker.KillAsync();
        var unsent = await worker.Jobs.EnqueueAsync(new NewJob("Write the word unsent."));
        release.SetResult();
        await worker.WhenAsync(begun, JobStatus.Ready);
        await broker.StartAsync();
        await worker.WhenAsync(unsent.Id, JobStatus.Ready, seconds: 120);

        Assert.Equal(["Write the word before.", "Write the word meanwhile.", "Write the word unsent."], _generator.Asked);
    }

    private Task<WorkerHost> StartAsync() => WorkerHost.StartAsync(
        _database, _blobs, _generator, new Dictionary<string, string?>(broker.Settings) { ["Bus:PublishTimeoutSeconds"] = "1" });

    private static async Task EventuallyAsync(Func<bool> isSo)
    {
        var clock = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), "It did not happen within 20 s.");
            await Task.Delay(20);
        }
    }
}
