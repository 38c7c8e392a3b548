using Microsoft.EntityFrameworkCore;
using Npgsql;
using T2L.Adapters;
using T2L.Adapters.Peft;
using T2L.Registry.Blobs;
using T2L.Registry.Catalog;
using T2L.Registry.Publishing;

namespace T2L.Registry.Tests.Publishing;

public sealed class AdapterPublisherTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    private static readonly Digest Network = Digest.Of("hypernetwork"u8);
    private static readonly Digest Encoder = Digest.Of("encoder"u8);

    [Fact]
    public async Task A_published_adapter_has_its_origin_its_numbers_and_its_bytes()
    {
        await RegisterHypernetworkAsync("hypernetwork");
        var adapter = SampleAdapter.Create();

        var published = await Registry.Publisher.PublishAsync(adapter, Origin(), "math/reverse");

        var manifest = AdapterManifest.Of(PeftDirectory.ToFiles(adapter));
        Assert.True(published.IsNew);
        Assert.Equal(manifest.Digest, published.Digest);
        var entry = published.Entry;
        Assert.Equal(("math/reverse", 1, "Write the word backwards.", "nano"), (entry.Name, entry.Version, entry.Description, entry.BaseModel));
        Assert.Equal((Network, Encoder, 7L), (entry.HypernetworkDigest!.Value, entry.EncoderDigest!.Value, entry.Seed!.Value));
        Assert.Equal((2, 4d, 64L), (entry.Rank, entry.Alpha, entry.Parameters));
        Assert.Equal(["q_proj", "v_proj"], entry.TargetModules);
        Assert.Equal(manifest.Files.Sum(x => x.Bytes), entry.Bytes);
        Assert.Equal(Time.GetUtcNow(), entry.CreatedAt);
        foreach (var file in manifest.Files)
            Assert.Equal(file.Bytes, (await Registry.Blobs.ReadAsync(file.Digest)).Length);
    }

    [Fact]
    public async Task The_embedding_is_kept_bit_by_bit()
    {
        await Registry.Publisher.PublishAsync(SampleAdapter.Create(), new Provenance { Embedding = [0.1f, -3e-38f, 1e30f] });

        await using var db = await Registry.Contexts.CreateDbContextAsync();
        var row = await db.AdapterVersions.AsNoTracking().SingleAsync();
        Assert.Equal(new[] { 0.1f, -3e-38f, 1e30f }, row.Embedding);
    }

    [Fact]
    public async Task Publishing_twice_keeps_one_row_and_the_first_name()
    {
        var first = await Registry.Publisher.PublishAsync(SampleAdapter.Create(), new Provenance { Description = "First." }, "one");
        var second = await Registry.Publisher.PublishAsync(SampleAdapter.Create(), new Provenance { Description = "Second." }, "two");

        Assert.False(second.IsNew);
        Assert.Equal(first.Entry.Id, second.Entry.Id);
        Assert.Equal(("one", "First."), (second.Entry.Name, second.Entry.Description));
        Assert.Equal(1L, await Registry.ScalarAsync("select count(*) from adapters"));
        Assert.Equal(2L, await Registry.ScalarAsync("select count(*) from version_files"));
    }

    [Fact]
    public async Task Publishers_of_the_same_adapter_at_once_end_with_one_row()
    {
        var adapter = SampleAdapter.Create();

        var published = await Task.WhenAll(Enumerable.Range(0, 12).Select(i =>
            Task.Run(() => Registry.Publisher.PublishAsync(adapter, new Provenance(), i % 2 == 0 ? "same" : $"other-{i}"))));

        Assert.Single(published, x => x.IsNew);
        Assert.Single(published.Select(x => x.Entry.Id).Distinct());
        Assert.Equal(1L, await Registry.ScalarAsync("select count(*) from adapter_versions"));
        Assert.Equal(1L, await Registry.ScalarAsync("select count(*) from adapters"));
    }

    [Fact]
    public async Task Versions_under_one_name_are_counted_without_gaps_even_when_published_at_once()
    {
        var published = await Task.WhenAll(Enumerable.Range(1, 10).Select(seed =>
            Task.Run(() => Registry.Publisher.PublishAsync(SampleAdapter.Create(seed), new Provenance(), "busy"))));

        Assert.Equal(Enumerable.Range(1, 10), published.Select(x => x.Entry.Version).Order());
        Assert.Equal(10, await Registry.ScalarAsync("select latest_version from adapters"));
    }

    [Fact]
    public async Task A_name_is_made_where_none_is_given()
    {
        var published = await Registry.Publisher.PublishAsync(SampleAdapter.Create(), new Provenance { Description = "Write the word backwards." });

        Assert.Equal($"write-the-word-backwards-{published.Digest.Hex[..8]}", published.Entry.Name);
    }

    [Fact]
    public async Task When_the_bytes_cannot_be_stored_there_is_no_row()
    {
        var publisher = new AdapterPublisher(Registry.Contexts, new FullDisk(), Time);

        await Assert.ThrowsAsync<IOException>(() => publisher.PublishAsync(SampleAdapter.Create(), new Provenance()));

        Assert.Equal(0L, await Registry.ScalarAsync("select count(*) from adapters"));
        Assert.Equal(0L, await Registry.ScalarAsync("select count(*) from blobs"));
    }

    [Fact]
    public async Task A_crash_after_the_bytes_leaves_no_row_and_publishing_again_finishes()
    {
        await Registry.ExecuteAsync("create function crash() returns trigger language plpgsql as $$ begin raise exception 'crash'; end $$");
        await Registry.ExecuteAsync("create trigger crash before insert on version_files execute function crash()");
        await Assert.ThrowsAnyAsync<Exception>(() => Registry.Publisher.PublishAsync(SampleAdapter.Create(), new Provenance(), "name"));
        Assert.Equal(0L, await Registry.ScalarAsync("select (select count(*) from adapters) + (select count(*) from adapter_versions) + (select count(*) from blobs)"));
        await Registry.ExecuteAsync("drop trigger crash on version_files");

        var published = await Registry.Publisher.PublishAsync(SampleAdapter.Create(), new Provenance(), "name");

        Assert.Equal((true, 1), (published.IsNew, published.Entry.Version));
    }

    [Fact]
    public async Task Publishing_again_restores_a_blob_that_was_lost()
    {
        var published = await Registry.Publisher.PublishAsync(SampleAdapter.Create(), new Provenance());
        var lost = (await Registry.Catalog.FilesAsync(published.Digest)).Files[0].Digest;
        await Registry.Blobs.DeleteAsync(lost);

        await Registry.Publisher.PublishAsync(SampleAdapter.Create(), new Provenance());

        Assert.NotNull(await Registry.Catalog.LoadAsync(published.Digest));
    }

    [Fact]
    public async Task An_unknown_hypernetwork_is_refused_without_a_row()
    {
        var error = await Assert.ThrowsAsync<UnknownModelException>(() => Registry.Publisher.PublishAsync(SampleAdapter.Create(), Origin()));

        Assert.Contains(Network.Value, error.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await Registry.ScalarAsync("select count(*) from adapters"));
    }

    [Fact]
    public async Task Bad_input_is_refused_before_a_byte_is_stored()
    {
        var adapter = SampleAdapter.Create();

        await Assert.ThrowsAsync<ArgumentException>(() => Registry.Publisher.PublishAsync(adapter, new Provenance(), "Not A Name"));
        await Assert.ThrowsAsync<ArgumentException>(() => Registry.Publisher.PublishAsync(adapter, new Provenance { Description = "" }));
        var error = await Assert.ThrowsAsync<ArgumentException>(() =>
            Registry.Publisher.PublishAsync(adapter, new Provenance { Embedding = [1, float.NaN] }));

        Assert.Contains("NaN at position 1", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Registry.Blobs.Location));
    }

    [Theory]
    [InlineData("update adapter_versions set description = 'Changed.'")]
    [InlineData("update adapter_versions set embedding = null")]
    [InlineData("delete from version_files")]
    [InlineData("update version_files set name = 'other'")]
    [InlineData("truncate adapter_versions cascade")]
    [InlineData("truncate version_files")]
    [InlineData("update blobs set bytes = 0")]
    public async Task The_database_refuses_to_change_what_is_published(string statement)
    {
        await Registry.Publisher.PublishAsync(SampleAdapter.Create(), new Provenance());

        var error = await Assert.ThrowsAsync<PostgresException>(() => Registry.ExecuteAsync(statement));

        Assert.Equal("23001", error.SqlState);
        Assert.Contains("immutable", error.MessageText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delete from adapter_versions")]
    [InlineData("delete from adapters")]
    [InlineData("delete from blobs where digest in (select blob_digest from version_files)")]
    public async Task The_database_refuses_to_delete_what_is_published(string statement)
    {
        await Registry.Publisher.PublishAsync(SampleAdapter.Create(), new Provenance());

        await Assert.ThrowsAsync<PostgresException>(() => Registry.ExecuteAsync(statement));
    }

    private static Provenance Origin() => new()
    {
        Description = "Write the word backwards.",
        Embedding = [0.5f, -0.25f],
        Hypernetwork = Network,
        Encoder = Encoder,
        Seed = 7,
    };

    private sealed class FullDisk : IBlobStore
    {
        public string Location => "nowhere";

        public Task<Digest> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task PutAsync(Digest digest, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
            throw new IOException("No space left on device.");

        public Task<Digest> PutAsync(Stream content, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<byte[]> ReadAsync(Digest digest, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<Stream> OpenAsync(Digest digest, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<bool> ExistsAsync(Digest digest, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<Stream> OpenRangeAsync(Digest digest, long offset, long length, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<StoredBlob> ListAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task DeleteAsync(Digest digest, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
