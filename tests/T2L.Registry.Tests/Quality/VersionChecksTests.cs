using Npgsql;
using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Registry.Audit;
using T2L.Registry.Catalog;
using T2L.Registry.Publishing;
using T2L.Registry.Quality;

namespace T2L.Registry.Tests.Quality;

public sealed class VersionChecksTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    private static readonly Actor Ann = new("ann"), Worker = new("worker w1");
    private static readonly QualityCheck Works = new(QualityCheck.Effect, true, 0.5, null, "It works."), Fails = new(QualityCheck.Effect, false, null, null, "It changes nothing.");

    private VersionChecks Checks => Registry.Checks;

    [Fact]
    public async Task A_version_is_pending_until_its_effect_is_measured()
    {
        var digest = await PublishAsync("math/add", 1);
        var published = await Checks.FindAsync("math/add");

        var proved = await Checks.RecordAsync(digest, [Works], Worker);

        Assert.Equal((CheckStatus.Pending, 2, true), (published.Status, published.Checks.Count, published.Checks.All(check => check.Passed)));
        Assert.Equal(["finite", "norm", "effect"], proved.Checks.Select(check => check.Name));
        Assert.Equal((CheckStatus.Ready, "worker w1"), (proved.Status, proved.CheckedBy));
        Assert.Equal(CheckStatus.Ready, (await Registry.Catalog.FindAsync("math/add"))!.Status);
        Assert.Empty(await Registry.DoneAsync("math/add"));
    }

    [Fact]
    public async Task What_failed_is_found_by_number_id_and_digest_and_by_no_name_alone()
    {
        var good = await PublishAsync("math/add", 1);
        var bad = await PublishAsync("math/add", 2);

        var quarantined = await Checks.RecordAsync(bad, [Fails], Worker);

        Assert.Equal((CheckStatus.Quarantined, "It changes nothing."), (quarantined.Status, quarantined.Reasons));
        Assert.Equal(good, (await Registry.Catalog.FindAsync("math/add"))!.Digest);
        Assert.Equal(good, (await Registry.Catalog.FindAsync("math/add@latest"))!.Digest);
        foreach (var reference in new[] { "math/add:2", bad.Value })
            Assert.Throws<AdapterQuarantinedException>(() => Registry.Catalog.FindAsync(reference).GetAwaiter().GetResult()!.Trusted());
        Assert.Equal([1], await NumbersAsync(null));
        Assert.Equal([2], await NumbersAsync(CheckStatus.Quarantined));
        Assert.Equal([1], await NumbersAsync(CheckStatus.Pending));
        Assert.Empty(await NumbersAsync(CheckStatus.Ready));
        var line = (await Registry.DoneAsync("math/add")).Single();
        Assert.Equal(("version.quarantine", "worker w1", 2, "effect"), (line.Action, line.Actor, line.Version!.Value, line.Details["checks"]));
    }

    [Fact]
    public async Task No_alias_moves_to_what_is_quarantined()
    {
        await PublishAsync("math/add", 1);
        var bad = await PublishAsync("math/add", 2);
        await Registry.Aliases.SetAsync("math/add", "champion", 2, Ann);
        await Registry.Aliases.SetAsync("math/add", "champion", 1, Ann);
        await Checks.RecordAsync(bad, [Fails], Worker);

        var refusal = await Assert.ThrowsAsync<AdapterQuarantinedException>(() => Registry.Aliases.SetAsync("math/add", "champion", 2, Ann));
        await Assert.ThrowsAsync<AdapterQuarantinedException>(() => Registry.Aliases.RollBackAsync("math/add", "champion", Ann));

        Assert.StartsWith("Adapter 'math/add:2' is quarantined: it failed a check", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await Registry.Aliases.ListAsync("math/add")).Single().Version);
    }

    [Fact]
    public async Task What_is_decided_stays_so_until_it_is_checked_again_or_released()
    {
        var digest = await PublishAsync("math/add", 1);
        await Checks.RecordAsync(digest, [Fails], Worker);

        Assert.Equal(CheckStatus.Quarantined, (await Checks.RecordAsync(digest, [Works], Worker)).Status);
        await Assert.ThrowsAsync<PostgresException>(() => Registry.ExecuteAsync("update version_checks set status = 'ready'"));
        await Assert.ThrowsAsync<PostgresException>(() => Registry.ExecuteAsync("delete from version_checks"));
        var released = await Checks.ReleaseAsync(digest, "measured elsewhere", Ann);
        await Assert.ThrowsAsync<NotQuarantinedException>(() => Checks.ReleaseAsync(digest, "measured elsewhere", Ann));
        Assert.Equal(CheckStatus.Ready, (await Checks.RecordAsync(digest, [Fails], Worker)).Status);
        var again = await Checks.RecordAsync(digest, [], Ann, again: true);
        var proved = await Checks.RecordAsync(digest, [Works], Worker);

        Assert.Equal((CheckStatus.Ready, CheckStatus.Pending, CheckStatus.Ready), (released.Status, again.Status, proved.Status));
        var log = await Registry.DoneAsync("math/add");
        Assert.Equal(["version.quarantine", "version.release"], log.Select(line => line.Action).Order());
        Assert.Equal("measured elsewhere", log.Single(line => line.Action == "version.release").Details["reason"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("a\nb")]
    public async Task A_release_needs_a_reason(string? reason)
    {
        var digest = await PublishAsync("math/add", 1);
        await Checks.RecordAsync(digest, [Fails], Worker);

        await Assert.ThrowsAsync<ArgumentException>(() => Checks.ReleaseAsync(digest, reason!, Ann));
    }

    [Fact]
    public async Task A_change_beyond_all_measure_is_quarantined_as_it_is_published()
    {
        var published = await Registry.Publisher.PublishAsync(Scaled(3e4f), new Provenance { Actor = Ann }, "math/loud");

        Assert.Equal(CheckStatus.Quarantined, published.Entry.Status);
        var known = await Checks.FindAsync("math/loud:1");
        Assert.Contains("at most 1000 is let pass (Registry:MaxModuleNorm)", known.Reasons, StringComparison.Ordinal);
        Assert.Null(await Registry.Catalog.FindAsync("math/loud"));
        Assert.Equal(["version.publish", "version.quarantine"], (await Registry.Audit.ListAsync("math/loud")).Items.Select(line => line.Action).Order());
    }

    [Fact]
    public void A_product_that_overflows_is_refused_without_a_number()
    {
        var check = PublishChecks.Of(new AnyAdapter(Scaled(1e38f)), 1e12)[1];

        Assert.False(check.Passed);
        Assert.True(check.Value is null or > 1e12);
    }

    private static LoraAdapter Scaled(float factor)
    {
        var sample = SampleAdapter.Create(1);
        return new LoraAdapter(sample.Config, sample.Modules.ToDictionary(module => module.Key, module =>
            new LoraWeights(module.Value.A, TensorData.FromFloats(Array.ConvertAll(module.Value.B.ToFloats(), x => x * factor), [.. module.Value.B.Shape]))));
    }

    private async Task<IEnumerable<int>> NumbersAsync(CheckStatus? status) =>
        (await Registry.Catalog.ListAsync(new CatalogPageRequest(Filter: new CatalogFilter { Status = status }))).Items.Select(entry => entry.Version).Order();

    private async Task<Digest> PublishAsync(string name, int seed) => (await Registry.Publisher.PublishAsync(SampleAdapter.Create(seed), new Provenance(), name)).Digest;
}
