using Npgsql;
using T2L.Adapters;
using T2L.Adapters.Examples;
using T2L.Adapters.Origin;
using T2L.Registry.Catalog;
using T2L.Registry.Data;
using T2L.Registry.Jobs;
using T2L.Registry.Publishing;

namespace T2L.Registry.Tests.Jobs;

public sealed class GenerationJobsTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private static readonly Dictionary<string, double> Timings = new() { ["embed"] = 1.5, ["generate"] = 2.25 };

    private GenerationJobs Jobs => Registry.Jobs;

    [Fact]
    public async Task A_new_job_is_queued_and_can_be_found()
    {
        var job = await EnqueueAsync();

        var found = await Jobs.FindAsync(job.Id);

        Assert.Equal(job, found);
        Assert.Equal(JobStatus.Queued, found!.Status);
        Assert.Equal(Time.GetUtcNow(), found.CreatedAt);
        Assert.Null(await Jobs.FindAsync(Guid.NewGuid()));
    }

    [Fact]
    public async Task The_same_wish_under_the_same_id_is_one_job_and_another_wish_is_refused()
    {
        var id = Guid.NewGuid();
        var wish = new NewJob("Sort the words.", "text/sort", Examples: [new AnswerExample("b a", "a b")], Seed: 3, Id: id);

        var orders = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Jobs.EnqueueAsync(wish with { })));

        Assert.All(orders, order => Assert.Equal((id, orders[0].CreatedAt), (order.Id, order.CreatedAt)));
        Assert.Equal(1L, await Registry.ScalarAsync("select count(*) from generation_jobs"));
        foreach (var other in new[] { wish with { Description = "Sort them." }, wish with { AdapterName = null }, wish with { Seed = 4 }, wish with { Examples = null } })
            await Assert.ThrowsAsync<JobConflictException>(() => Jobs.EnqueueAsync(other));
    }

    [Fact]
    public async Task A_job_that_cannot_be_made_leaves_no_row()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Jobs.EnqueueAsync(new NewJob("  ")));
        await Assert.ThrowsAsync<ArgumentException>(() => Jobs.EnqueueAsync(new NewJob("Sort.", "Not A Name")));
        var unknown = Digest.Of("x"u8);
        var error = await Assert.ThrowsAsync<UnknownModelException>(() => Jobs.EnqueueAsync(new NewJob("Sort.", null, unknown)));

        Assert.Contains(unknown.Value, error.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await Registry.ScalarAsync("select count(*) from generation_jobs"));
    }

    [Fact]
    public async Task Examples_and_seed_come_back_as_they_were_ordered()
    {
        AnswerExample[] examples = [new("stone", "enots"), new("🙂 \"ü\"", "a\nb")];
        var job = await Jobs.EnqueueAsync(new NewJob("Write the word backwards.", Examples: examples, Seed: long.MaxValue));

        var found = (await Jobs.FindAsync(job.Id))!;

        Assert.Equal(examples, found.Examples);
        Assert.Equal(long.MaxValue, found.Seed);
        Assert.Equal(examples, (await Jobs.TryLeaseAsync(job.Id, "worker", Lease))!.Examples);
    }

    [Fact]
    public async Task Examples_that_cannot_be_used_leave_no_row()
    {
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => Jobs.EnqueueAsync(new NewJob("Sort.", Examples: [new("a", "b"), new("c", "")])));

        Assert.Equal("Example 2: answer is missing or empty.", refusal.Message);
        Assert.Equal(0L, await Registry.ScalarAsync("select count(*) from generation_jobs"));
    }

    [Fact]
    public async Task A_completed_job_keeps_its_report()
    {
        var job = await EnqueueAsync();
        var novelty = new Novelty(0.31, 0.24, true, [new("word.reverse/plain", 0.69)]);
        Assert.True(await Jobs.CompleteAsync(job.Id, await PublishAsync(), Timings, new GenerationReport(novelty, null)));

        var report = (await Jobs.FindAsync(job.Id))!.Report!;

        Assert.Null(report.Search);
        Assert.Equal((novelty.Score, novelty.Threshold, novelty.Warning, novelty.Nearest[0]), (report.Novelty!.Score, report.Novelty.Threshold, report.Novelty.Warning, report.Novelty.Nearest[0]));
    }

    [Fact]
    public async Task Of_many_workers_one_gets_the_job()
    {
        var job = await EnqueueAsync();

        var taken = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Jobs.TryLeaseAsync(job.Id, $"worker-{i}", Lease)));

        var lease = Assert.Single(taken, x => x is not null)!;
        Assert.Equal((JobStatus.Running, 1), (lease.Status, lease.Attempts));
        Assert.Equal(Time.GetUtcNow() + Lease, lease.LeaseUntil);
        Assert.Equal(lease, await Jobs.FindAsync(job.Id));
    }

    [Fact]
    public async Task A_job_that_wishes_a_hypernetwork_waits_for_a_worker_that_serves_it()
    {
        var (wished, other) = (await RegisterHypernetworkAsync("wished"), Digest.Of("other"u8));
        var job = await Jobs.EnqueueAsync(new NewJob("Sort.", null, wished));

        Assert.Null(await Jobs.TryLeaseAsync(job.Id, "worker", Lease));
        Assert.Null(await Jobs.TryLeaseAsync(job.Id, "worker", Lease, other));
        Assert.NotNull(await Jobs.TryLeaseAsync(job.Id, "worker", Lease, wished));
    }

    [Fact]
    public async Task A_job_that_wishes_no_hypernetwork_takes_any_worker()
    {
        var job = await EnqueueAsync();

        Assert.NotNull(await Jobs.TryLeaseAsync(job.Id, "worker", Lease, Digest.Of("any"u8)));
    }

    [Fact]
    public async Task A_message_that_arrives_twice_starts_no_second_run()
    {
        var job = await EnqueueAsync();
        await Jobs.TryLeaseAsync(job.Id, "worker", Lease);

        Assert.Null(await Jobs.TryLeaseAsync(job.Id, "worker", Lease));
    }

    [Fact]
    public async Task A_lease_that_ended_is_taken_over_and_the_first_worker_changes_nothing_any_more()
    {
        var job = await EnqueueAsync();
        await Jobs.TryLeaseAsync(job.Id, "first", Lease);
        Time.Advance(Lease);

        var second = await Jobs.TryLeaseAsync(job.Id, "second", Lease);

        Assert.Equal(("second", 2), (second!.LeaseOwner, second.Attempts));
        Assert.False(await Jobs.RenewAsync(job.Id, "first", Lease));
        Assert.False(await Jobs.FailAsync(job.Id, "Broken.", "first"));
        Assert.False(await Jobs.ReleaseAsync(job.Id, "first", "Broken.", TimeSpan.Zero));
        Assert.Equal(second, await Jobs.FindAsync(job.Id));
    }

    [Fact]
    public async Task A_renewed_lease_holds_longer()
    {
        var job = await EnqueueAsync();
        await Jobs.TryLeaseAsync(job.Id, "worker", Lease);
        Time.Advance(Lease * 0.9);

        Assert.True(await Jobs.RenewAsync(job.Id, "worker", Lease));
        Time.Advance(Lease * 0.9);

        Assert.Null(await Jobs.TryLeaseAsync(job.Id, "other", Lease));
    }

    [Fact]
    public async Task A_completed_job_keeps_adapter_and_timings_and_may_be_completed_again()
    {
        var job = await EnqueueAsync();
        await Jobs.TryLeaseAsync(job.Id, "worker", Lease);
        var adapter = await PublishAsync();

        Assert.True(await Jobs.CompleteAsync(job.Id, adapter, Timings));
        Assert.True(await Jobs.CompleteAsync(job.Id, adapter, new Dictionary<string, double>()));

        var done = await Jobs.FindAsync(job.Id);
        Assert.Equal((JobStatus.Ready, adapter), (done!.Status, done.AdapterDigest!.Value));
        Assert.Equal(Timings, done.Timings);
        Assert.Equal(Time.GetUtcNow(), done.FinishedAt);
        Assert.Null(done.LeaseOwner);
    }

    [Fact]
    public async Task A_worker_whose_lease_ended_may_still_complete()
    {
        var job = await EnqueueAsync();
        await Jobs.TryLeaseAsync(job.Id, "slow", Lease);
        Time.Advance(Lease * 2);
        await Jobs.StaleAsync(Lease);

        Assert.True(await Jobs.CompleteAsync(job.Id, await PublishAsync(), Timings));
    }

    [Fact]
    public async Task Only_a_published_adapter_completes_a_job()
    {
        var job = await EnqueueAsync();
        await Jobs.TryLeaseAsync(job.Id, "worker", Lease);
        var unpublished = Digest.Of("x"u8);

        var error = await Assert.ThrowsAsync<AdapterNotFoundException>(() => Jobs.CompleteAsync(job.Id, unpublished, Timings));

        Assert.Equal(unpublished.Value, error.Reference);
        Assert.Equal(JobStatus.Running, (await Jobs.FindAsync(job.Id))!.Status);
    }

    [Fact]
    public async Task A_cancelled_job_stays_cancelled_and_its_worker_learns_of_it()
    {
        var job = await EnqueueAsync();
        await Jobs.TryLeaseAsync(job.Id, "worker", Lease);

        Assert.True(await Jobs.CancelAsync(job.Id));

        Assert.False(await Jobs.CancelAsync(job.Id));
        Assert.False(await Jobs.RenewAsync(job.Id, "worker", Lease));
        Assert.False(await Jobs.CompleteAsync(job.Id, await PublishAsync(), Timings));
        Assert.Null(await Jobs.TryLeaseAsync(job.Id, "worker", Lease));
        Assert.Equal(JobStatus.Cancelled, (await Jobs.FindAsync(job.Id))!.Status);
    }

    [Fact]
    public async Task A_failed_job_keeps_its_error_and_is_over()
    {
        var job = await EnqueueAsync();
        await Jobs.TryLeaseAsync(job.Id, "worker", Lease);

        Assert.True(await Jobs.FailAsync(job.Id, "Tensor holds NaN.\0" + new string('x', 10_000), "worker"));

        var failed = await Jobs.FindAsync(job.Id);
        Assert.Equal(JobStatus.Failed, failed!.Status);
        Assert.StartsWith("Tensor holds NaN.\uFFFDx", failed.Error, StringComparison.Ordinal);
        Assert.Equal(4000, failed.Error!.Length);
        Assert.Null(await Jobs.TryLeaseAsync(job.Id, "worker", Lease));
    }

    [Fact]
    public async Task A_released_job_waits_for_its_delay()
    {
        var job = await EnqueueAsync();
        await Jobs.TryLeaseAsync(job.Id, "worker", Lease);

        Assert.True(await Jobs.ReleaseAsync(job.Id, "worker", "The disk is full.", TimeSpan.FromSeconds(10)));

        Assert.Null(await Jobs.TryLeaseAsync(job.Id, "worker", Lease));
        Assert.Empty((await Jobs.StaleAsync(TimeSpan.Zero)).ToAnnounce);
        Time.Advance(TimeSpan.FromSeconds(10));
        var due = Assert.Single((await Jobs.StaleAsync(Lease)).ToAnnounce);
        Assert.Equal((JobStatus.Queued, "The disk is full."), (due.Status, due.Error));
        Assert.NotNull(await Jobs.TryLeaseAsync(job.Id, "worker", Lease));
    }

    [Theory]
    [InlineData("update generation_jobs set status = 'running'")]
    [InlineData("update generation_jobs set status = 'ready', finished_at = now()")]
    [InlineData("update generation_jobs set status = 'failed', finished_at = now()")]
    [InlineData("update generation_jobs set status = 'cancelled'")]
    [InlineData("update generation_jobs set lease_owner = 'me'")]
    [InlineData("update generation_jobs set status = 'done'")]
    public async Task The_database_refuses_a_state_without_what_belongs_to_it(string statement)
    {
        await EnqueueAsync();

        var error = await Assert.ThrowsAsync<PostgresException>(() => Registry.ExecuteAsync(statement));

        Assert.Equal(PostgresErrorCodes.CheckViolation, error.SqlState);
    }

    private Task<GenerationJob> EnqueueAsync() => Jobs.EnqueueAsync(new NewJob("Write the word backwards.", "math/reverse"));

    private async Task<Digest> PublishAsync() => (await Registry.Publisher.PublishAsync(SampleAdapter.Create(), new Provenance())).Digest;
}
