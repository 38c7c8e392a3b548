using T2L.Adapters;
using T2L.Registry.Data;
using T2L.Registry.Jobs;

namespace T2L.Registry.Tests.Jobs;

public sealed class GenerationJobsSweepTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan MessageTime = TimeSpan.FromSeconds(30);

    private GenerationJobs Jobs => Registry.Jobs;

    [Fact]
    public async Task A_lost_message_is_repeated_once_its_time_is_over()
    {
        var job = await EnqueueAsync();
        Assert.Empty((await Jobs.StaleAsync(MessageTime)).ToAnnounce);
        Time.Advance(MessageTime);

        var stale = await Jobs.StaleAsync(MessageTime);

        Assert.Equal([job.Id], stale.ToAnnounce.Select(x => x.Id));
        Assert.Empty((await Jobs.StaleAsync(MessageTime)).ToAnnounce);
    }

    [Fact]
    public async Task A_job_that_wishes_another_hypernetwork_is_left_to_its_workers()
    {
        var wished = await RegisterHypernetworkAsync("wished");
        var job = await Jobs.EnqueueAsync(new NewJob("Sort.", null, wished));
        Time.Advance(MessageTime);

        Assert.Empty((await Jobs.StaleAsync(MessageTime)).ToAnnounce);
        Assert.Empty((await Jobs.StaleAsync(MessageTime, hypernetwork: Digest.Of("other"u8))).ToAnnounce);
        Assert.Equal([job.Id], (await Jobs.StaleAsync(MessageTime, hypernetwork: wished)).ToAnnounce.Select(x => x.Id));
    }

    [Fact]
    public async Task A_job_whose_worker_vanished_is_queued_again_at_once()
    {
        var job = await EnqueueAsync();
        await Jobs.TryLeaseAsync(job.Id, "host-1", Lease);
        Time.Advance(Lease - TimeSpan.FromSeconds(1));
        Assert.Empty((await Jobs.StaleAsync(MessageTime)).ToAnnounce);
        Time.Advance(TimeSpan.FromSeconds(1));

        var stale = await Jobs.StaleAsync(MessageTime);

        var requeued = Assert.Single(stale.ToAnnounce);
        Assert.Equal((JobStatus.Queued, "Worker host-1 stopped without an answer."), (requeued.Status, requeued.Error));
        Assert.Empty(stale.GivenUp);
    }

    [Fact]
    public async Task A_job_that_keeps_losing_its_worker_is_given_up()
    {
        var job = await EnqueueAsync();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.Empty((await Jobs.StaleAsync(MessageTime, maxAttempts: 3)).GivenUp);
            Assert.NotNull(await Jobs.TryLeaseAsync(job.Id, "host-1", Lease));
            Time.Advance(Lease);
        }

        var stale = await Jobs.StaleAsync(MessageTime, maxAttempts: 3);

        var failed = Assert.Single(stale.GivenUp);
        Assert.Empty(stale.ToAnnounce);
        Assert.Equal((JobStatus.Failed, "Given up after 3 attempts: worker host-1 stopped without an answer."), (failed.Status, failed.Error));
        Assert.Empty((await Jobs.StaleAsync(MessageTime, maxAttempts: 3)).GivenUp);
    }

    [Fact]
    public async Task A_job_that_keeps_failing_is_given_up_with_its_last_error()
    {
        var job = await EnqueueAsync();
        await Jobs.TryLeaseAsync(job.Id, "host-1", Lease);
        await Jobs.ReleaseAsync(job.Id, "host-1", "The disk is full.", TimeSpan.Zero);

        var failed = Assert.Single((await Jobs.StaleAsync(MessageTime, maxAttempts: 1)).GivenUp);

        Assert.Equal("Given up after 1 attempts: The disk is full.", failed.Error);
    }

    [Fact]
    public async Task Several_sweepers_share_the_work()
    {
        for (var i = 0; i < 20; i++)
            await EnqueueAsync();
        Time.Advance(MessageTime);

        var rounds = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Jobs.StaleAsync(MessageTime)));

        var announced = rounds.SelectMany(x => x.ToAnnounce).Select(x => x.Id).ToList();
        Assert.Equal(20, announced.Count);
        Assert.Equal(20, announced.Distinct().Count());
    }

    [Fact]
    public async Task The_oldest_hundred_come_first()
    {
        var first = await EnqueueAsync();
        Time.Advance(TimeSpan.FromSeconds(1));
        await Registry.ExecuteAsync("""
            insert into generation_jobs (id, status, description, attempts, available_at, created_at, updated_at)
            select gen_random_uuid(), 'queued', 'Sort.', 0, timestamptz '2026-11-02 08:00:01Z', timestamptz '2026-11-02 08:00:01Z', now()
            from generate_series(1, 120)
            """);
        Time.Advance(MessageTime);

        var stale = await Jobs.StaleAsync(MessageTime);

        Assert.Equal(100, stale.ToAnnounce.Count);
        Assert.Equal(first.Id, stale.ToAnnounce[0].Id);
        Assert.Equal(21, (await Jobs.StaleAsync(MessageTime)).ToAnnounce.Count);
    }

    private Task<GenerationJob> EnqueueAsync() => Jobs.EnqueueAsync(new NewJob("Write the word backwards."));
}
