using Npgsql;
using T2L.Registry.Aliases;
using T2L.Registry.Audit;
using T2L.Registry.Catalog;
using T2L.Registry.Publishing;

namespace T2L.Registry.Tests.Aliases;

public sealed class AdapterAliasesTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    private static readonly Actor Ann = new("ann"), Bob = new("bob");

    private AdapterAliases Aliases => Registry.Aliases;

    [Fact]
    public async Task A_promoted_version_is_found_by_its_alias_and_names_it()
    {
        await PublishAsync("math/add", versions: 3);

        var move = await Aliases.SetAsync("math/add", "champion", 2, Ann);

        Assert.Equal((true, true, 2, null), (move.IsNew, move.Moved, move.Entry.Version, move.Entry.PreviousVersion));
        Assert.Equal(("ann", Time.GetUtcNow()), (move.Entry.ChangedBy, move.Entry.ChangedAt));
        var found = await Registry.Catalog.FindAsync("math/add@champion");
        Assert.Equal((2, move.Entry.Digest), (found!.Version, found.Digest));
        Assert.Equal(["champion"], found.Aliases);
        Assert.Equal([[], ["champion"], []], (await Registry.Catalog.ListAsync()).Items.OrderBy(entry => entry.Version).Select(entry => entry.Aliases));
    }

    [Fact]
    public async Task Latest_is_the_newest_version_without_being_set()
    {
        await PublishAsync("math/add", versions: 2);

        Assert.Equal(2, (await Registry.Catalog.FindAsync("math/add@latest"))!.Version);
        await Assert.ThrowsAsync<ArgumentException>(() => Aliases.SetAsync("math/add", "latest", 1, Ann));
    }

    [Theory]
    [InlineData("math/add@nobody")]
    [InlineData("math/add@")]
    [InlineData("math/add@champion@champion")]
    [InlineData("math/add:1@champion")]
    [InlineData("math/other@champion")]
    [InlineData("@champion")]
    public async Task What_names_no_alias_finds_nothing(string reference)
    {
        await PublishAsync("math/add", versions: 1);
        await PublishAsync("math/other", versions: 1, seed: 50);
        await Aliases.SetAsync("math/add", "champion", 1, Ann);

        Assert.Null(await Registry.Catalog.FindAsync(reference));
    }

    [Fact]
    public async Task A_rollback_returns_to_where_the_alias_was_and_twice_is_where_it_began()
    {
        await PublishAsync("math/add", versions: 3);
        await Aliases.SetAsync("math/add", "champion", 1, Ann);
        await Aliases.SetAsync("math/add", "champion", 3, Ann);

        var back = await Aliases.RollBackAsync("math/add", "champion", Bob);
        var again = await Aliases.RollBackAsync("math/add", "champion", Bob);

        Assert.Equal((1, 3), (back.Entry.Version, back.Entry.PreviousVersion));
        Assert.Equal((3, 1), (again.Entry.Version, again.Entry.PreviousVersion));
    }

    [Fact]
    public async Task There_is_nothing_to_return_to_before_the_first_move()
    {
        await PublishAsync("math/add", versions: 1);
        await Aliases.SetAsync("math/add", "champion", 1, Ann);

        var error = await Assert.ThrowsAsync<AliasConflictException>(() => Aliases.RollBackAsync("math/add", "champion", Ann));

        Assert.Contains("was never moved", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setting_it_where_it_is_changes_nothing_and_is_no_event()
    {
        await PublishAsync("math/add", versions: 2);
        await Aliases.SetAsync("math/add", "champion", 1, Ann);
        var there = await Aliases.SetAsync("math/add", "champion", 2, Ann);

        var again = await Aliases.SetAsync("math/add", "champion", 2, Bob);

        Assert.False(again.Moved);
        Assert.Equal(there.Entry, again.Entry);
        Assert.Equal(2, (await Registry.DoneAsync("math/add")).Count);
    }

    [Fact]
    public async Task Every_change_is_in_the_log_with_who_and_what()
    {
        await PublishAsync("math/add", versions: 2);
        await Aliases.SetAsync("math/add", "champion", 1, Ann);
        Time.Advance(TimeSpan.FromMinutes(1));
        await Aliases.SetAsync("math/add", "champion", 2, Bob);
        Time.Advance(TimeSpan.FromMinutes(1));
        await Aliases.RollBackAsync("math/add", "champion", Ann);
        Time.Advance(TimeSpan.FromMinutes(1));
        var gone = await Aliases.RemoveAsync("math/add", "champion", Bob);

        var log = await Registry.DoneAsync("math/add");

        Assert.Equal([("bob", "alias.remove", 1), ("ann", "alias.rollback", 1), ("bob", "alias.set", 2), ("ann", "alias.set", 1)],
            log.Select(entry => (entry.Actor, entry.Action, entry.Version!.Value)));
        Assert.All(log, entry => Assert.Equal(("math/add", "champion"), (entry.Adapter, entry.Details["alias"])));
        Assert.Equal("1", log[2].Details["from"]);
        Assert.Equal(1, gone.Version);
        Assert.Empty(await Aliases.ListAsync("math/add"));
        Assert.Null(await Registry.Catalog.FindAsync("math/add@champion"));
    }

    [Fact]
    public async Task A_move_under_a_condition_that_no_longer_holds_changes_nothing()
    {
        await PublishAsync("math/add", versions: 3);
        var first = await Aliases.SetAsync("math/add", "champion", 1, Ann);
        await Aliases.SetAsync("math/add", "champion", 2, Bob);
        var stale = new AliasCondition(first.Entry.Change);

        await Assert.ThrowsAsync<AliasConflictException>(() => Aliases.SetAsync("math/add", "champion", 3, Ann, stale));
        await Assert.ThrowsAsync<AliasConflictException>(() => Aliases.RollBackAsync("math/add", "champion", Ann, stale));
        await Assert.ThrowsAsync<AliasConflictException>(() => Aliases.RemoveAsync("math/add", "champion", Ann, stale));
        await Assert.ThrowsAsync<AliasConflictException>(() => Aliases.SetAsync("math/add", "champion", 3, Ann, new AliasCondition(Absent: true)));

        Assert.Equal(2, (await Aliases.ListAsync("math/add")).Single().Version);
        Assert.Equal(2, (await Registry.DoneAsync("math/add")).Count);
    }

    [Fact]
    public async Task An_alias_removed_and_made_again_is_another_one()
    {
        await PublishAsync("math/add", versions: 1);
        var first = await Aliases.SetAsync("math/add", "champion", 1, Ann);
        await Aliases.RemoveAsync("math/add", "champion", Ann);
        await Aliases.SetAsync("math/add", "champion", 1, Bob);

        await Assert.ThrowsAsync<AliasConflictException>(() => Aliases.RemoveAsync("math/add", "champion", Ann, new AliasCondition(first.Entry.Change)));
    }

    [Fact]
    public async Task Of_many_moves_at_once_from_the_same_place_one_succeeds()
    {
        await PublishAsync("math/add", versions: 9);
        var start = await Aliases.SetAsync("math/add", "champion", 1, Ann);

        var moves = await Task.WhenAll(Enumerable.Range(2, 8).Select(async version =>
        {
            try
            {
                return (await Aliases.SetAsync("math/add", "champion", version, new Actor($"user {version}"), new AliasCondition(start.Entry.Change))).Entry.Version;
            }
            catch (AliasConflictException)
            {
                return 0;
            }
        }));

        var winner = Assert.Single(moves, version => version > 0);
        Assert.Equal(winner, (await Aliases.ListAsync("math/add")).Single().Version);
        Assert.Equal(2, (await Registry.DoneAsync("math/add")).Count);
    }

    [Fact]
    public async Task What_is_not_there_is_named()
    {
        await PublishAsync("math/add", versions: 1);

        Assert.Equal("math/add:2", (await Assert.ThrowsAsync<AdapterNotFoundException>(() => Aliases.SetAsync("math/add", "champion", 2, Ann))).Reference);
        Assert.Equal("math/none", (await Assert.ThrowsAsync<AdapterNotFoundException>(() => Aliases.SetAsync("math/none", "champion", 1, Ann))).Reference);
        Assert.Equal("math/none", (await Assert.ThrowsAsync<AdapterNotFoundException>(() => Aliases.ListAsync("math/none"))).Reference);
        Assert.Equal("Adapter 'math/add' has no alias 'champion'.", (await Assert.ThrowsAsync<AliasNotFoundException>(() => Aliases.RemoveAsync("math/add", "champion", Ann))).Message);
    }

    [Fact]
    public async Task The_database_refuses_an_alias_of_another_adapters_version_and_changes_of_the_log()
    {
        await PublishAsync("math/add", versions: 1);
        await PublishAsync("math/other", versions: 1, seed: 50);
        await Aliases.SetAsync("math/add", "champion", 1, Ann);

        await Assert.ThrowsAsync<PostgresException>(() => Registry.ExecuteAsync(
            "update adapter_aliases set version_id = (select v.id from adapter_versions v join adapters a on a.id = v.adapter_id where a.name = 'math/other')"));
        await Assert.ThrowsAsync<PostgresException>(() => Registry.ExecuteAsync("update audit_events set actor = 'nobody'"));
        await Assert.ThrowsAsync<PostgresException>(() => Registry.ExecuteAsync("delete from audit_events"));
    }

    private async Task PublishAsync(string name, int versions, int seed = 1)
    {
        for (var version = 0; version < versions; version++)
            await Registry.Publisher.PublishAsync(SampleAdapter.Create(seed + version), new Provenance(), name);
    }
}
