using T2L.Registry.Aliases;
using T2L.Registry.Audit;
using T2L.Registry.Catalog;
using T2L.Registry.Deletion;
using T2L.Registry.Publishing;

namespace T2L.Registry.Tests.Deletion;

public sealed class AdapterDeletionTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    private static readonly Actor Ann = new("ann"), Bob = new("bob");

    [Fact]
    public async Task A_deleted_version_is_found_by_no_reference_and_the_newest_left_is_the_newest()
    {
        var versions = await PublishAsync("math/add", 3);

        var deleted = Assert.Single(await Registry.Deletion.DeleteAsync("math/add:3", Ann));

        Assert.Equal((3, versions[2].Digest), (deleted.Version, deleted.Digest));
        foreach (var reference in new[] { "math/add:3", versions[2].Id.ToString(), versions[2].Digest.Value, versions[2].Digest.Value[..20] })
            Assert.Null(await Registry.Catalog.FindAsync(reference));
        Assert.Equal(2, (await Registry.Catalog.FindAsync("math/add"))!.Version);
        Assert.Equal(2, (await Registry.Catalog.FindAsync("math/add@latest"))!.Version);
        Assert.Equal([2, 1], (await Registry.Catalog.ListAsync()).Items.Select(entry => entry.Version));
        Assert.Equal([3], (await Registry.Catalog.ListAsync(new CatalogPageRequest(Filter: new CatalogFilter { Deleted = true }))).Items.Select(entry => entry.Version));
        await Assert.ThrowsAsync<AdapterNotFoundException>(() => Registry.Catalog.LoadAsync(versions[2].Digest));
    }

    [Fact]
    public async Task A_name_is_all_its_versions_and_comes_back_with_their_numbers_and_bytes()
    {
        var versions = await PublishAsync("math/add", 2);

        Assert.Equal([1, 2], (await Registry.Deletion.DeleteAsync("math/add", Ann)).Select(entry => entry.Version));
        Assert.Null(await Registry.Catalog.FindAsync("math/add"));
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([1, 2], (await Registry.Deletion.RestoreAsync("math/add", Bob)).Select(entry => entry.Version));

        Assert.Equal(versions[1].Id, (await Registry.Catalog.FindAsync("math/add"))!.Id);
        Assert.NotNull(await Registry.Catalog.LoadAsync(versions[0].Digest));
        Assert.Equal(["version.restore", "version.restore", "version.delete", "version.delete"], (await Registry.DoneAsync("math/add")).Select(entry => entry.Action));
    }

    [Fact]
    public async Task Numbers_are_not_used_again()
    {
        await PublishAsync("math/add", 2);
        await Registry.Deletion.DeleteAsync("math/add", Ann);

        var next = await Registry.Publisher.PublishAsync(SampleAdapter.Create(77), new Provenance(), "math/add");

        Assert.Equal(3, next.Entry.Version);
        Assert.Equal(3, (await Registry.Catalog.FindAsync("math/add"))!.Version);
    }

    [Fact]
    public async Task What_an_alias_points_at_is_not_deleted()
    {
        await PublishAsync("math/add", 2);
        await Registry.Aliases.SetAsync("math/add", "champion", 1, Ann);

        foreach (var reference in new[] { "math/add:1", "math/add@champion", "math/add" })
        {
            var error = await Assert.ThrowsAsync<AdapterInUseException>(() => Registry.Deletion.DeleteAsync(reference, Ann));
            Assert.Equal("Version 1 of 'math/add' is not deleted: 'champion' points at it. Move or remove the alias first.", error.Message);
        }

        Assert.Equal(2, (await Registry.Catalog.ListAsync()).Items.Count);
        Assert.Single((await Registry.DoneAsync("math/add")));
    }

    [Fact]
    public async Task An_alias_is_not_set_to_a_deleted_version_and_does_not_roll_back_to_one()
    {
        await PublishAsync("math/add", 3);
        await Registry.Aliases.SetAsync("math/add", "champion", 1, Ann);
        await Registry.Aliases.SetAsync("math/add", "champion", 2, Ann);
        await Registry.Deletion.DeleteAsync("math/add:1", Ann);

        var back = await Assert.ThrowsAsync<AliasConflictException>(() => Registry.Aliases.RollBackAsync("math/add", "champion", Ann));
        await Assert.ThrowsAsync<AdapterNotFoundException>(() => Registry.Aliases.SetAsync("math/add", "champion", 1, Ann));
        Assert.Contains("is deleted. Restore it", back.Message, StringComparison.Ordinal);
        await Registry.Deletion.RestoreAsync("math/add:1", Ann);
        Assert.Equal(1, (await Registry.Aliases.RollBackAsync("math/add", "champion", Ann)).Entry.Version);
    }

    [Fact]
    public async Task Publishing_deleted_bytes_again_restores_them()
    {
        var version = (await PublishAsync("math/add", 1))[0];
        await Registry.Deletion.DeleteAsync("math/add", Ann);
        Time.Advance(TimeSpan.FromSeconds(1));

        var again = await Registry.Publisher.PublishAsync(SampleAdapter.Create(1), new Provenance(), "math/other");

        Assert.Equal((false, version.Id, "math/add"), (again.IsNew, again.Entry.Id, again.Entry.Name));
        Assert.Equal("version.restore", (await Registry.Audit.ListAsync("math/add", size: 1)).Items[0].Action);
    }

    [Fact]
    public async Task Of_many_who_delete_at_once_one_does()
    {
        await PublishAsync("math/add", 1);

        var deleted = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                return (await Registry.Deletion.DeleteAsync("math/add:1", Ann)).Count;
            }
            catch (AdapterNotFoundException)
            {
                return 0;
            }
        }));

        Assert.Equal(1, deleted.Sum());
        Assert.Single((await Registry.DoneAsync("math/add")));
    }

    [Theory]
    [InlineData("math/none")]
    [InlineData("math/add:9")]
    [InlineData("sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task What_is_not_there_is_neither_deleted_nor_restored(string reference)
    {
        await PublishAsync("math/add", 1);

        await Assert.ThrowsAsync<AdapterNotFoundException>(() => Registry.Deletion.DeleteAsync(reference, Ann));
        await Assert.ThrowsAsync<AdapterNotFoundException>(() => Registry.Deletion.RestoreAsync(reference, Ann));
        await Assert.ThrowsAsync<AdapterNotFoundException>(() => Registry.Deletion.RestoreAsync("math/add:1", Ann));
    }

    private async Task<List<CatalogEntry>> PublishAsync(string name, int versions)
    {
        var entries = new List<CatalogEntry>();
        for (var version = 1; version <= versions; version++)
        {
            entries.Add((await Registry.Publisher.PublishAsync(SampleAdapter.Create(version), new Provenance(), name)).Entry);
            Time.Advance(TimeSpan.FromSeconds(1));
        }
        return entries;
    }
}
