using T2L.Adapters;
using T2L.Registry.Audit;
using T2L.Registry.Blobs;
using T2L.Registry.Catalog;
using T2L.Registry.Collection;
using T2L.Registry.Deletion;
using T2L.Registry.Publishing;
using T2L.Registry.Tests.Blobs;

namespace T2L.Registry.Tests.Collection;

/// <summary>Collectors that give nobody any time, beside publishers of the same few adapters, people who delete them at once, and readers. Nothing that is in sight may lose a byte.</summary>
public sealed class ConcurrentCollectionTests(PostgresFixture postgres, S3Server server) : RegistryTest(postgres), IClassFixture<S3Server>
{
    private const int Adapters = 3;
    private static readonly Actor Somebody = new("somebody");

    [Theory]
    [InlineData("files", 40)]
    [InlineData("s3", 16)]
    public async Task Nothing_in_use_is_ever_removed(string kind, int rounds)
    {
        using var s3 = kind == "s3" ? server.NewStore() : null;
        IBlobStore store = s3 is null ? Registry.Blobs : s3;
        var publisher = new AdapterPublisher(Registry.Contexts, store, TimeProvider.System);
        var catalog = new AdapterCatalog(Registry.Contexts, store);
        var deletion = new AdapterDeletion(Registry.Contexts, TimeProvider.System);
        // Shares its configuration with those that come and go.
        var kept = await publisher.PublishAsync(SampleAdapter.Create(1000), new Provenance(), "kept/always");
        using var done = new CancellationTokenSource();
        var (removed, reads) = (0, 0);
        var collectors = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
                Interlocked.Add(ref removed, (await new GarbageCollector(Registry.Contexts, store, TimeProvider.System).RunAsync(TimeSpan.Zero, TimeSpan.Zero, Somebody)).Blobs);
        })).ToArray();
        var reader = Task.Run(async () =>
        {
            for (; !done.IsCancellationRequested; reads++)
                await catalog.LoadAsync(kept.Digest);
        });

        var publishers = Enumerable.Range(0, 3).Select(worker => Task.Run(async () =>
        {
            for (var round = 0; round < rounds; round++)
                await PublishAndReadAsync(SampleAdapter.Create((round + worker) % Adapters), publisher, catalog, deletion);
        })).ToArray();
        await Task.WhenAll(publishers);
        await done.CancelAsync();
        await Task.WhenAll([reader, .. collectors]);

        await new GarbageCollector(Registry.Contexts, store, TimeProvider.System).RunAsync(TimeSpan.Zero, TimeSpan.Zero, Somebody);
        var wanted = new HashSet<Digest>();
        foreach (var entry in (await catalog.ListAsync(new CatalogPageRequest(200))).Items)
        {
            await catalog.LoadAsync(entry.Digest);
            wanted.UnionWith((await catalog.FilesAsync(entry.Digest)).Files.Select(file => file.Digest).Append(entry.Digest));
        }

        var held = new HashSet<Digest>();
        await foreach (var blob in store.ListAsync())
            held.Add(blob.Digest);
        Assert.Equal(wanted, held);
        Assert.True(removed > Adapters && reads > 0, $"The collectors removed {removed} blobs beside {reads} reads: too few to show anything.");
    }

    private static async Task PublishAndReadAsync(T2L.Adapters.Lora.LoraAdapter adapter, AdapterPublisher publisher, AdapterCatalog catalog, AdapterDeletion deletion)
    {
        CatalogEntry entry;
        try
        {
            entry = (await publisher.PublishAsync(adapter, new Provenance(), "comes/and-goes")).Entry;
        }
        catch (AdapterNotFoundException)
        {
            return; // deleted by others again and again while it was published
        }

        try
        {
            await catalog.LoadAsync(entry.Digest);
        }
        catch (Exception error) when (error is AdapterNotFoundException or BlobMissingException)
        {
            // Somebody may delete it in this moment, but what is in sight has its bytes.
            Assert.True(error is AdapterNotFoundException || (await catalog.FindAsync(entry.Digest))?.Id != entry.Id, error.Message);
        }

        try
        {
            await deletion.DeleteAsync(entry.Id.ToString(), Somebody);
        }
        catch (AdapterNotFoundException)
        {
            // Somebody else was faster.
        }
    }
}
