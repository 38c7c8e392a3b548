using Microsoft.EntityFrameworkCore;
using T2L.Adapters.Peft;
using T2L.Registry.Blobs;
using T2L.Registry.Catalog;
using T2L.Registry.Metadata;
using T2L.Registry.Publishing;

namespace T2L.Registry.Tests.Catalog;

public sealed class AdapterCatalogTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    // Lists are equal only where they are the same one.
    private static readonly IReadOnlyDictionary<string, PropertyValue> Nothing = new Dictionary<string, PropertyValue>();

    private AdapterCatalog Catalog => Registry.Catalog;

    [Fact]
    public async Task A_version_is_found_by_every_kind_of_reference()
    {
        var first = await PublishAsync(1, "math/reverse");
        var second = await PublishAsync(2, "math/reverse");

        Assert.Equal(second, await FindAsync("math/reverse"));
        Assert.Equal(first, await FindAsync("math/reverse:1"));
        Assert.Equal(second, await FindAsync("math/reverse:2"));
        Assert.Equal(first, await FindAsync(first.Id.ToString()));
        Assert.Equal(first, await FindAsync(first.Digest.Value));
        Assert.Equal(first, await FindAsync(first.Digest.Value[..15]));
        Assert.Equal(first.Id, (await Catalog.FindAsync(first.Digest))!.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("other")]
    [InlineData("math/reverse:2")]
    [InlineData("math/reverse:0")]
    [InlineData("math/reverse:")]
    [InlineData("math/reverse:99999999999")]
    [InlineData("math/%")]
    [InlineData("sha256:")]
    [InlineData("sha256:%")]
    [InlineData("sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0199f3a0-0000-7000-8000-000000000000")]
    [InlineData("a\0b")]
    [InlineData("'; drop table adapters; --")]
    public async Task What_names_nothing_is_not_found(string reference)
    {
        await PublishAsync(1, "math/reverse");

        Assert.Null(await Catalog.FindAsync(reference));
    }

    [Fact]
    public async Task Few_digits_of_a_digest_are_not_enough_and_digits_that_fit_two_find_neither()
    {
        var entry = await PublishAsync(1, "one");
        Assert.Null(await Catalog.FindAsync(entry.Digest.Value[..14]));
        // The same first digits in a second row; a real collision would take 2^16 adapters.
        await Registry.ExecuteAsync($"""
            insert into adapter_versions (id, digest, adapter_id, version, base_model, rank, alpha, target_modules, parameters, bytes, created_at)
            select gen_random_uuid(), left(digest, 15) || repeat('0', 56), adapter_id, 2, base_model, rank, alpha, target_modules, 0, 0, created_at
            from adapter_versions
            """);

        Assert.Null(await Catalog.FindAsync(entry.Digest.Value[..15]));
        Assert.NotNull(await Catalog.FindAsync(entry.Digest));
    }

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest_and_new_adapters_shift_nothing()
    {
        var published = new List<Guid>();
        for (var seed = 1; seed <= 7; seed++)
        {
            // Two of a kind at the same microsecond: the id decides.
            published.Add((await PublishAsync(seed, $"a-{seed}")).Id);
            if (seed % 2 == 0)
                Time.Advance(TimeSpan.FromSeconds(1));
        }

        var first = await Catalog.ListAsync(new CatalogPageRequest(3));
        Time.Advance(TimeSpan.FromSeconds(1));
        await PublishAsync(100, "late");
        var second = await Catalog.ListAsync(new CatalogPageRequest(3, first.Next));
        var third = await Catalog.ListAsync(new CatalogPageRequest(3, second.Next));

        var seen = first.Items.Concat(second.Items).Concat(third.Items).ToList();
        Assert.Equal(published.Order(), seen.Select(x => x.Id).Order());
        Assert.Equal(seen.OrderByDescending(x => x.CreatedAt).Select(x => x.CreatedAt), seen.Select(x => x.CreatedAt));
        Assert.Equal((3, 3, 1), (first.Items.Count, second.Items.Count, third.Items.Count));
        Assert.Null(third.Next);
    }

    [Fact]
    public async Task A_full_last_page_has_no_next()
    {
        await PublishAsync(1, "one");
        await PublishAsync(2, "two");

        Assert.Null((await Catalog.ListAsync(new CatalogPageRequest(2))).Next);
        Assert.Empty((await new AdapterCatalog(Registry.Contexts, Registry.Blobs).ListAsync(new CatalogPageRequest(2,
            new PageToken(DateTimeOffset.UnixEpoch, Guid.Empty).ToString()))).Items);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(201)]
    [InlineData(-1)]
    public async Task A_page_has_one_to_two_hundred_entries(int size)
    {
        var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Catalog.ListAsync(new CatalogPageRequest(size)));

        Assert.Contains($"Page size is {size}; expected 1 to 200.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_adapter_comes_back_as_it_was_published()
    {
        var adapter = SampleAdapter.Create(3);
        var published = await Registry.Publisher.PublishAsync(adapter, new Provenance());

        var loaded = await Catalog.LoadAsync(published.Digest);

        Assert.Equal(PeftDirectory.ToFiles(adapter).Select(x => Convert.ToHexString(x.Bytes)), PeftDirectory.ToFiles(loaded).Select(x => Convert.ToHexString(x.Bytes)));
        Assert.Equal(["adapter_config.json", "adapter_model.safetensors"], (await Catalog.FilesAsync(published.Digest)).Files.Select(x => x.Name));
    }

    [Fact]
    public async Task An_adapter_with_a_changed_file_is_not_loaded()
    {
        var published = await Registry.Publisher.PublishAsync(SampleAdapter.Create(), new Provenance());
        var weights = (await Catalog.FilesAsync(published.Digest)).Files[1].Digest;
        var path = Path.Combine(Registry.Blobs.Location, "sha256", weights.Hex[..2], weights.Hex);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[^1] ^= 1;
        File.Delete(path);
        await File.WriteAllBytesAsync(path, bytes);

        var error = await Assert.ThrowsAsync<BlobCorruptException>(() => Catalog.LoadAsync(published.Digest));

        Assert.Equal(weights, error.Digest);
    }

    [Fact]
    public async Task Bytes_without_a_row_are_not_published()
    {
        var manifest = AdapterManifest.Of(PeftDirectory.ToFiles(SampleAdapter.Create()));
        await Registry.Blobs.PutAsync(manifest.ToBytes());

        await Assert.ThrowsAsync<AdapterNotFoundException>(() => Catalog.LoadAsync(manifest.Digest));
        await Assert.ThrowsAsync<AdapterNotFoundException>(() => Catalog.FilesAsync(manifest.Digest));
    }

    [Fact]
    public async Task The_next_page_is_asked_for_by_one_row_comparison_which_the_index_serves()
    {
        await using var db = await Registry.Contexts.CreateDbContextAsync();

        var query = db.AdapterVersions.InOrder(CatalogOrder.Newest, new PageToken(Time.GetUtcNow(), Guid.NewGuid()).ToString()).ToQueryString();

        Assert.Contains("(a.created_at, a.id) < (@", query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_go_by_age_or_by_name_page_after_page()
    {
        foreach (var name in new[] { "b", "a/z", "c", "b", "a/y" })
        {
            await PublishAsync(Random.Shared.Next(), name);
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["a/y:1", "a/z:1", "b:2", "b:1", "c:1"], await ReadAsync(CatalogOrder.Name));
        Assert.Equal(["b:1", "a/z:1", "c:1", "b:2", "a/y:1"], await ReadAsync(CatalogOrder.Oldest));
        Assert.Equal(["a/y:1", "b:2", "c:1", "a/z:1", "b:1"], await ReadAsync(CatalogOrder.Newest));

        async Task<List<string>> ReadAsync(CatalogOrder order)
        {
            var read = new List<string>();
            for (CatalogPage? page = null; page is null || page.Next is not null; read.AddRange(page.Items.Select(entry => $"{entry.Name}:{entry.Version}")))
                page = await Catalog.ListAsync(new CatalogPageRequest(2, page?.Next, Order: order));
            return read;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(":1")]
    [InlineData("name")]
    [InlineData("name:")]
    [InlineData("NAME:1")]
    [InlineData("name:-1")]
    [InlineData("'; drop table adapters; --:1")]
    public async Task A_token_that_a_list_by_name_did_not_give_out_is_refused(string token) =>
        await Assert.ThrowsAsync<PageTokenException>(() => Catalog.ListAsync(new CatalogPageRequest(After: token, Order: CatalogOrder.Name)));

    private async Task<CatalogEntry> FindAsync(string reference)
    {
        var entry = await Catalog.FindAsync(reference);
        Assert.NotNull(entry);
        // Records compare their lists by reference.
        return entry with { TargetModules = [], Aliases = [], Tags = [], Properties = Nothing };
    }

    private async Task<CatalogEntry> PublishAsync(int seed, string name) =>
        (await Registry.Publisher.PublishAsync(SampleAdapter.Create(seed), new Provenance(), name)).Entry with { TargetModules = [], Aliases = [], Tags = [], Properties = Nothing };
}
