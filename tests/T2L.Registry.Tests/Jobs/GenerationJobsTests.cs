using T2L.Registry.Data;
using T2L.Registry.Jobs;

namespace T2L.Registry.Tests.Jobs;

public sealed class GenerationJobsTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private GenerationJobs Jobs => Registry.Jobs;

    [Fact]
    public async Task A_new_job_is_queued_and_can_be_found()
    {
        var job = await Jobs.EnqueueAsync(new NewJob("Write the word backwards.", "math/reverse"));

        var found = await Jobs.FindAsync(job.Id);

        Assert.Equal(job, found);
        Assert.Equal(JobStatus.Queued, found!.Status);
        Assert.Equal(Time.GetUtcNow(), found.CreatedAt);
    }
}
