using Npgsql;
using T2L.Adapters;
using T2L.Registry.Audit;
using T2L.Registry.Catalog;
using T2L.Registry.Collection;
using T2L.Registry.Jobs;
using T2L.Registry.Publishing;
using T2L.Registry.Tenants;

namespace T2L.Registry.Tests.Collection;

public sealed class GarbageCollectorTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    private static readonly Actor Somebody = new("somebody");
    private static readonly TimeSpan Month = TimeSpan.FromDays(30), Day = TimeSpan.FromDays(1);

    private GarbageCollector Collector => new(Registry.Contexts, Registry.Blobs, Time);

    [Fact]
    public async Task What_was_deleted_long_ago_goes_for_good_and_what_was_deleted_lately_stays()
    {
        var old = await PublishAsync(1, "math/sum");
        var young = await PublishAsync(2, "math/sum");
        var kept = await PublishAsync(3, "math/sum");
        await Registry.Deletion.DeleteAsync("math/sum:1", Somebody);
        Time.Advance(Month);
        await Registry.Deletion.DeleteAsync("math/sum:2", Somebody);
        Time.Advance(Day);

        var report = await Collector.RunAsync(Month, Day, Somebody);

        var purged = Assert.Single(report.Purged);
        Assert.Equal(("math/sum", 1, old.Digest.Value), (purged.Name, purged.Version, purged.Digest));
        Assert.Equal(2, report.Blobs); // its weights and its manifest; the configuration is that of the others too
        Assert.Equal(await SizeAsync(old) - 0, report.Bytes);
        await Assert.ThrowsAsync<AdapterNotFoundException>(() => Registry.Deletion.RestoreAsync("math/sum:1", Somebody));
        await Registry.Deletion.RestoreAsync("math/sum:2", Somebody);
        await Registry.Catalog.LoadAsync(young.Digest);
        await Registry.Catalog.LoadAsync(kept.Digest);
        Assert.Equal(4, (await PublishAsync(4, "math/sum")).Entry.Version);
        Assert.Equal(2, (await Collector.RunAsync(Month, Day, Somebody)).Purged.Count + 2);
    }

    [Fact]
    public async Task The_log_tells_who_purged_what_in_the_tenants_own_lines()
    {
        await DeleteOldAsync("math/sum");

        await Collector.RunAsync(Month, Day, new Actor("collector"));

        var line = (await Registry.Audit.ListAsync("math/sum")).Items[0];
        Assert.Equal((AuditAction.VersionPurge, "collector", 1), (line.Action, line.Actor, line.Version!.Value));
        Assert.True(long.Parse(line.Details["bytes"], System.Globalization.CultureInfo.InvariantCulture) > 0);
    }

    [Fact]
    public async Task A_dry_run_tells_the_same_and_removes_nothing()
    {
        await DeleteOldAsync("math/sum");
        await PublishAsync(7, "math/other");

        var dry = await Collector.RunAsync(Month, Day, Somebody, dryRun: true);
        var again = await Collector.RunAsync(Month, Day, Somebody, dryRun: true);
        var wet = await Collector.RunAsync(Month, Day, Somebody);

        Assert.True(dry.DryRun && !wet.DryRun);
        Assert.Equal((dry.Purged.Count, dry.Blobs, dry.Bytes), (again.Purged.Count, again.Blobs, again.Bytes));
        Assert.Equal((dry.Purged.Single(), dry.Blobs, dry.Bytes), (wet.Purged.Single(), wet.Blobs, wet.Bytes));
    }

    [Fact]
    public async Task Jobs_and_aliases_that_knew_a_purged_version_still_work()
    {
        var job = await Registry.Jobs.EnqueueAsync(new NewJob("Add two numbers."));
        Assert.NotNull(await Registry.Jobs.TryLeaseAsync(job.Id, "worker", Month));
        var made = await PublishAsync(1, "math/sum");
        Assert.True(await Registry.Jobs.CompleteAsync(job.Id, made.Digest, new Dictionary<string, double>()));
        await PublishAsync(2, "math/sum");
        await Registry.Aliases.SetAsync("math/sum", "champion", 1, Somebody);
        await Registry.Aliases.SetAsync("math/sum", "champion", 2, Somebody);
        await Registry.Deletion.DeleteAsync("math/sum:1", Somebody);
        Time.Advance(Month);

        Assert.Single((await Collector.RunAsync(Month, Day, Somebody)).Purged);

        Assert.Equal(made.Digest, (await Registry.Jobs.FindAsync(job.Id))!.AdapterDigest);
        Assert.Equal(2, (await Registry.Catalog.FindAsync("math/sum@champion"))!.Version);
        await Assert.ThrowsAnyAsync<Exception>(() => Registry.Aliases.RollBackAsync("math/sum", "champion", Somebody));
        Assert.Equal(2, (await Registry.Catalog.FindAsync("math/sum@champion"))!.Version);
    }

    [Fact]
    public async Task What_another_tenant_has_stays_with_its_bytes()
    {
        await DeleteOldAsync("math/sum");
        await Registry.ExecuteAsync("insert into tenants (id, created_at) values ('other', now())");
        PublishedVersion theirs;
        using (TenantScope.Enter("other"))
            theirs = await PublishAsync(1, "ours/sum");

        var report = await Collector.RunAsync(Month, TimeSpan.Zero, Somebody);

        Assert.Equal((1, 0), (report.Purged.Count, report.Blobs));
        using (TenantScope.Enter("other"))
            await Registry.Catalog.LoadAsync(theirs.Digest);
    }

    [Fact]
    public async Task Bytes_that_a_crash_left_without_a_row_go_when_they_are_old()
    {
        var kept = await PublishAsync(1, "math/sum");
        var orphan = await Registry.Blobs.PutAsync("left by a publisher that died"u8.ToArray());
        Touch(orphan, Time.GetUtcNow().AddHours(-23));

        Assert.Equal(0, (await Collector.RunAsync(Month, Day, Somebody)).Blobs);
        Time.Advance(TimeSpan.FromHours(1));
        var report = await Collector.RunAsync(Month, Day, Somebody);

        Assert.Equal((1, 29L), (report.Blobs, report.Bytes));
        Assert.False(await Registry.Blobs.ExistsAsync(orphan));
        await Registry.Catalog.LoadAsync(kept.Digest);
    }

    [Fact]
    public async Task A_run_that_fails_at_the_bytes_leaves_the_row_and_the_next_one_finishes()
    {
        var deleted = await DeleteOldAsync("math/sum");
        var broken = new GarbageCollector(Registry.Contexts, new StuckStore(Registry.Blobs), Time);

        await Assert.ThrowsAsync<IOException>(() => broken.RunAsync(Month, Day, Somebody));
        var rows = await Registry.ScalarAsync("select count(*) from blobs");
        var report = await Collector.RunAsync(Month, Day, Somebody);

        Assert.Equal((3L, 3, 0), (rows, report.Blobs, report.Purged.Count));
        Assert.False(await Registry.Blobs.ExistsAsync(deleted.Digest));
        Assert.Equal(0L, await Registry.ScalarAsync("select count(*) from blobs"));
    }

    [Fact]
    public async Task A_crash_between_bytes_and_row_is_mended_by_whoever_publishes_them()
    {
        var first = await DeleteOldAsync("math/sum");
        await new GarbageCollector(Registry.Contexts, new StuckStore(Registry.Blobs), Time).RunAsync(Month, TimeSpan.FromDays(900), Somebody);
        await Registry.Blobs.DeleteAsync(first.Digest); // the row stays: the transaction never ended

        var again = await PublishAsync(1, "math/sum");

        Assert.True(again.IsNew);
        Assert.Equal(2, again.Entry.Version);
        await Registry.Catalog.LoadAsync(again.Digest);
    }

    [Fact]
    public async Task The_database_removes_nothing_that_is_published_and_nothing_that_is_deleted_by_the_way()
    {
        var kept = await PublishAsync(1, "math/kept");
        var deleted = await PublishAsync(2, "math/deleted");
        await Registry.Deletion.DeleteAsync("math/deleted", Somebody);

        await RefusedAsync($"begin; set local t2l.purging = 'on'; delete from version_files where version_id = '{kept.Entry.Id}'; commit");
        await RefusedAsync($"begin; set local t2l.purging = 'on'; delete from adapter_versions where id = '{kept.Entry.Id}'; commit");
        await RefusedAsync($"delete from version_files where version_id = '{deleted.Entry.Id}'");
        await RefusedAsync($"begin; set local t2l.purging = 'on'; update adapter_versions set rank = 9 where id = '{deleted.Entry.Id}'; commit");
        Assert.Equal(2L, await Registry.ScalarAsync("select count(*) from adapter_versions"));
    }

    [Fact]
    public async Task Every_table_that_points_at_versions_is_known_to_the_purge()
    {
        var tables = (string)(await Registry.ScalarAsync("""
            select string_agg(distinct conrelid::regclass::text, ' ' order by conrelid::regclass::text) from pg_constraint
            where contype = 'f' and confrelid = 'adapter_versions'::regclass and confdeltype <> 'c'
            """))!;

        Assert.Equal("adapter_aliases evaluations version_checks version_files version_scores version_signatures", tables); // a new one is removed in VersionPurge, or goes by itself: on delete cascade
    }

    private async Task RefusedAsync(string sql)
    {
        var error = await Assert.ThrowsAsync<PostgresException>(() => Registry.ExecuteAsync(sql));
        Assert.Equal("23001", error.SqlState);
    }

    private async Task<PublishedVersion> DeleteOldAsync(string name)
    {
        var published = await PublishAsync(1, name);
        await Registry.Deletion.DeleteAsync(name, Somebody);
        Time.Advance(Month);
        return published;
    }

    private Task<PublishedVersion> PublishAsync(int seed, string name) => Registry.Publisher.PublishAsync(SampleAdapter.Create(seed), new Provenance(), name);

    private static Task<long> SizeAsync(PublishedVersion version)
    {
        var files = new AnyAdapter(SampleAdapter.Create(version.Entry.Version)).ToFiles();
        var manifest = T2L.Adapters.Peft.AdapterManifest.Of(files);
        return Task.FromResult(files[1].Bytes.LongLength + manifest.ToBytes().LongLength);
    }

    private void Touch(Digest digest, DateTimeOffset time)
    {
        var path = Path.Combine(Registry.Blobs.Location, "sha256", digest.Hex[..2], digest.Hex);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetLastWriteTimeUtc(path, time.UtcDateTime);
    }
}
