using T2L.Contracts;
using T2L.Registry.Catalog;
using T2L.Registry.Data;
using T2L.Registry.Publishing;
using T2L.Registry.Quality;
using T2L.Testing;
using T2L.Worker.Tests.Support;

namespace T2L.Worker.Tests.Quality;

[Collection(PostgresGroup.Name)]
[Trait("Category", "Service")]
public sealed class QualityGateTests(PostgresFixture postgres) : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _blobs = new();
    private WorkerHost? _host;

    private WorkerHost Worker => _host!;

    private VersionChecks Checks => Worker.Get<VersionChecks>();

    public async Task InitializeAsync() => _host = await WorkerHost.StartAsync(postgres.NewDatabase(), _blobs);

    public Task DisposeAsync() => Worker.DisposeAsync().AsTask();

    public void Dispose() => _blobs.Dispose();

    [Fact]
    public async Task A_generated_version_is_ready_when_the_engine_has_loaded_it()
    {
        var job = await Worker.WhenAsync(await Worker.OrderAsync("Write the word backwards."), JobStatus.Ready);

        var known = await Checks.FindAsync(job.AdapterDigest!.Value.Value);

        Assert.Equal((CheckStatus.Ready, true), (known.Status, known.CheckedBy!.StartsWith("worker ", StringComparison.Ordinal)));
        Assert.Contains("check", job.Timings!.Keys);
    }

    [Fact]
    public async Task A_version_that_changes_nothing_is_quarantined_and_its_job_fails_and_says_so()
    {
        Worker.Engine.Refusal = digest => new AdapterWithoutEffectException(digest, "It changes nothing at all.");

        var job = await Worker.WhenAsync(await Worker.OrderAsync("Write the word backwards."), JobStatus.Failed);

        Assert.Contains("quarantined: It changes nothing at all.", job.Error, StringComparison.Ordinal);
        var entry = Assert.Single((await Worker.Catalog.ListAsync(new CatalogPageRequest(Filter: new CatalogFilter { Status = CheckStatus.Quarantined }))).Items);
        Worker.Engine.Refusal = _ => null;
        var refusal = await Assert.ThrowsAsync<InferenceException>(() => Worker.Get<IAdapterSource>().LoadAsync(entry.Digest, default));
        Assert.Equal(InferenceError.AdapterQuarantined, refusal.Error);
        Assert.Empty((await Worker.Catalog.ListAsync()).Items);
    }

    [Fact]
    public async Task A_version_whose_maker_found_fault_with_it_is_not_even_loaded()
    {
        Worker.Generator.Checks = [new QualityCheck(QualityCheck.NormOutlier, false, 40, 12, "It is far too strong.")];

        var job = await Worker.WhenAsync(await Worker.OrderAsync("Write the word backwards."), JobStatus.Failed);

        Assert.Contains("It is far too strong.", job.Error, StringComparison.Ordinal);
        Assert.Empty(Worker.Engine.Resident);
    }

    [Fact]
    public async Task What_cannot_be_tried_here_waits_for_a_worker_that_can()
    {
        Worker.Engine.Refusal = _ => new InferenceException(InferenceError.AdapterDoesNotFit, "Another base model.");
        var job = await Worker.WhenAsync(await Worker.OrderAsync("Write the word backwards."), JobStatus.Ready);
        Assert.Equal(CheckStatus.Pending, (await Checks.FindAsync(job.AdapterDigest!.Value.Value)).Status);

        Worker.Engine.Refusal = _ => null;
        await Worker.PublishAsync(new AdapterReady(null, job.AdapterDigest.Value.Value, "nano"));

        await WhenAsync(job.AdapterDigest.Value.Value, CheckStatus.Ready);
    }

    [Fact]
    public async Task What_was_published_elsewhere_is_proved_by_the_worker_that_hears_of_it()
    {
        var published = await Worker.Get<AdapterPublisher>().PublishAsync(SampleAdapter.For("import"), new Provenance(), "import/one");

        await Worker.PublishAsync(new AdapterReady(null, published.Digest.Value, "nano"));

        await WhenAsync(published.Digest.Value, CheckStatus.Ready);
    }

    private async Task WhenAsync(string digest, CheckStatus status)
    {
        for (var left = 500; (await Checks.FindAsync(digest)).Status != status; left--)
        {
            Assert.True(left > 0, $"{digest} is not {status}.");
            await Task.Delay(20);
        }
    }
}
