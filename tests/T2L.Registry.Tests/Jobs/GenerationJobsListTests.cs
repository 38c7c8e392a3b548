using T2L.Adapters;
using T2L.Registry.Catalog;
using T2L.Registry.Data;
using T2L.Registry.Jobs;

namespace T2L.Registry.Tests.Jobs;

public sealed class GenerationJobsListTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    private GenerationJobs Jobs => Registry.Jobs;

    [Fact]
    public async Task Lists_newest_first_page_by_page()
    {
        await Jobs.EnqueueAsync([.. Enumerable.Range(0, 5).Select(i => new NewJob($"Task {i}."))]);
        Time.Advance(TimeSpan.FromSeconds(1));
        await Jobs.EnqueueAsync(new NewJob("Task 5."));

        var first = await Jobs.ListAsync(new JobPageRequest(4));
        await Jobs.EnqueueAsync(new NewJob("Came meanwhile."));
        var second = await Jobs.ListAsync(new JobPageRequest(4, first.Next));

        Assert.Equal(["Task 5.", "Task 4.", "Task 3.", "Task 2.", "Task 1.", "Task 0."], first.Items.Concat(second.Items).Select(job => job.Description));
        Assert.Null(second.Next);
        await Assert.ThrowsAsync<PageTokenException>(() => Jobs.ListAsync(new JobPageRequest(4, "tampered")));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Jobs.ListAsync(new JobPageRequest(201)));
    }

    [Fact]
    public async Task Lists_only_jobs_that_stand_like_one_of_the_wanted()
    {
        var jobs = await Jobs.EnqueueAsync([.. Enumerable.Range(0, 3).Select(i => new NewJob($"Task {i}."))]);
        await Jobs.CancelAsync(jobs[0].Id);
        await Jobs.FailAsync(jobs[1].Id, "It cannot be done.");

        Assert.Equal(["Task 1.", "Task 0."], (await Jobs.ListAsync(new JobPageRequest(Statuses: [JobStatus.Cancelled, JobStatus.Failed]))).Items.Select(job => job.Description));
        Assert.Equal("Task 2.", Assert.Single((await Jobs.ListAsync(new JobPageRequest(Statuses: [JobStatus.Queued]))).Items).Description);
    }

    [Fact]
    public async Task Of_many_jobs_all_are_ordered_or_none()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Jobs.EnqueueAsync([new NewJob("Sort."), new NewJob("  ")]));
        await Assert.ThrowsAsync<UnknownModelException>(() => Jobs.EnqueueAsync([new NewJob("Sort."), new NewJob("Sort.", null, Digest.Of("x"u8))]));

        Assert.Equal(0L, await Registry.ScalarAsync("select count(*) from generation_jobs"));
    }

    [Fact]
    public async Task Many_jobs_under_the_same_ids_are_ordered_once()
    {
        Guid[] ids = [.. Enumerable.Range(0, 4).Select(_ => Guid.NewGuid())];
        NewJob[] wishes = [.. ids.Take(3).Select((id, i) => new NewJob($"Task {i}.", Id: id))];

        var orders = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Jobs.EnqueueAsync(wishes, ids[3])));

        Assert.All(orders, order => Assert.Equal(ids.Take(3), order.Select(job => job.Id)));
        Assert.Equal(3L, await Registry.ScalarAsync("select count(*) from generation_jobs"));
        await Assert.ThrowsAsync<JobConflictException>(() => Jobs.EnqueueAsync([wishes[0], wishes[1]], ids[2]));
        await Assert.ThrowsAsync<JobConflictException>(() => Jobs.EnqueueAsync([.. wishes, new NewJob("Task 3.", Id: ids[3])], Guid.NewGuid()));
        await Assert.ThrowsAsync<JobConflictException>(() => Jobs.EnqueueAsync([wishes[0], wishes[1], wishes[2] with { Description = "Another." }], ids[3]));
        Assert.Equal(3L, await Registry.ScalarAsync("select count(*) from generation_jobs"));
    }

    [Fact]
    public async Task A_worker_says_what_it_does_while_it_holds_the_job()
    {
        var job = await Jobs.EnqueueAsync(new NewJob("Sort."));
        await Jobs.TryLeaseAsync(job.Id, "worker", TimeSpan.FromMinutes(1));

        Assert.True(await Jobs.ReportAsync(job.Id, "worker", new JobStage("search", 2, 6)));
        Assert.False(await Jobs.ReportAsync(job.Id, "another", new JobStage("publish")));
        Assert.Equal(new JobStage("search", 2, 6), (await Jobs.FindAsync(job.Id))!.Progress);
        await Jobs.CancelAsync(job.Id);
        Assert.False(await Jobs.ReportAsync(job.Id, "worker", new JobStage("publish")));
    }

    [Fact]
    public async Task Another_attempt_begins_without_the_progress_of_the_last()
    {
        var job = await Jobs.EnqueueAsync(new NewJob("Sort."));
        await Jobs.TryLeaseAsync(job.Id, "worker", TimeSpan.FromMinutes(1));
        await Jobs.ReportAsync(job.Id, "worker", new JobStage("search", 2, 6));
        await Jobs.ReleaseAsync(job.Id, "worker", "The disk is busy.", TimeSpan.Zero);

        Assert.Null((await Jobs.TryLeaseAsync(job.Id, "worker", TimeSpan.FromMinutes(1)))!.Progress);
    }
}
