using T2L.Adapters;
using T2L.Contracts;
using T2L.Registry.Blobs;
using T2L.Registry.Data;
using T2L.Testing;
using T2L.Worker.Tests.Support;

namespace T2L.Worker.Tests.Serving;

[Collection(PostgresGroup.Name)]
[Trait("Category", "Service")]
public sealed class AdapterReadyTests(PostgresFixture postgres) : IAsyncLifetime, IDisposable
{
    private readonly TemporaryDirectory _blobs = new();
    private WorkerHost? _host;

    private WorkerHost Worker => _host!;

    public async Task InitializeAsync() => _host = await WorkerHost.StartAsync(postgres.NewDatabase(), _blobs);

    public Task DisposeAsync() => Worker.DisposeAsync().AsTask();

    public void Dispose() => _blobs.Dispose();

    [Fact]
    public async Task A_refused_adapter_is_asked_for_once_and_does_not_stop_the_next()
    {
        Worker.Engine.Refusal = digest => Worker.Engine.Refused.IsEmpty ? new AdapterWithoutEffectException(digest, "Every B is zero.") : null;
        await Worker.OrderAsync("Write the word backwards.");
        await Worker.Engine.WhenAsync(engine => !engine.Refused.IsEmpty);

        var next = await Worker.WhenAsync(await Worker.OrderAsync("Write the word twice."), JobStatus.Ready);
        await Worker.Engine.WhenAsync(engine => engine.Resident.ContainsKey(next.AdapterDigest!.Value.Value));

        Assert.Equal(InferenceError.AdapterWithoutEffect, Assert.Single(Worker.Engine.Refused).Error);
        Assert.Single(Worker.Engine.Resident);
    }

    [Fact]
    public async Task An_adapter_that_nobody_published_is_refused()
    {
        var digest = Digest.Of("nothing"u8).Value;

        await Worker.PublishAsync(new AdapterReady(Guid.NewGuid(), digest, "nano"));
        await Worker.Engine.WhenAsync(engine => !engine.Refused.IsEmpty);

        Assert.Equal((digest, InferenceError.AdapterNotFound), Worker.Engine.Refused.First());
    }

    [Fact]
    public async Task Bytes_that_changed_on_disk_are_refused()
    {
        var job = await Worker.WhenAsync(await Worker.OrderAsync("Write the word backwards."), JobStatus.Ready);
        var manifest = await Worker.Catalog.FilesAsync(job.AdapterDigest!.Value);
        var weights = manifest.Files.Single(file => file.Name.EndsWith(".safetensors", StringComparison.Ordinal));
        await FlipLastByteAsync(weights.Digest);

        var error = await Assert.ThrowsAsync<InferenceException>(
            () => Worker.Get<IAdapterSource>().LoadAsync(job.AdapterDigest.Value, default));

        Assert.Equal(InferenceError.AdapterDamaged, error.Error);
        Assert.Contains(weights.Digest.Value, error.Message, StringComparison.Ordinal);
        Assert.IsType<BlobCorruptException>(error.InnerException);
    }

    private async Task FlipLastByteAsync(Digest blob)
    {
        var path = Directory.GetFiles(_blobs.Path, blob.Hex, SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[^1] ^= 1;
        File.SetAttributes(path, FileAttributes.Normal);
        await File.WriteAllBytesAsync(path, bytes);
    }
}
