using T2L.Registry.Audit;
using T2L.Registry.Catalog;
using T2L.Registry.Publishing;

namespace T2L.Registry.Tests.Audit;

public sealed class AuditLogTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest_over_all_adapters_or_one()
    {
        foreach (var seed in new[] { 1, 2 })
            await Registry.Publisher.PublishAsync(SampleAdapter.Create(seed), new Provenance(), $"a-{seed}");
        Time.Advance(TimeSpan.FromSeconds(1));
        foreach (var alias in new[] { "one", "two", "three" })
        {
            await Registry.Aliases.SetAsync("a-1", alias, 1, new Actor("ann"));
            await Registry.Aliases.SetAsync("a-2", alias, 1, new Actor("ann"));
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        var first = await Registry.Audit.ListAsync(size: 4);
        var second = await Registry.Audit.ListAsync(size: 4, after: first.Next);
        var own = await Registry.Audit.ListAsync("a-2");

        Assert.Equal((4, 4, true), (first.Items.Count, second.Items.Count, second.Next is null));
        Assert.Equal(8, first.Items.Concat(second.Items).Select(entry => entry.Id).Distinct().Count());
        Assert.Equal(["three", "two", "one"], own.Items.SkipLast(1).Select(entry => entry.Details["alias"]));
        Assert.Equal("version.publish", own.Items[^1].Action);
        await Assert.ThrowsAsync<AdapterNotFoundException>(() => Registry.Audit.ListAsync("a-3"));
        await Assert.ThrowsAsync<PageTokenException>(() => Registry.Audit.ListAsync(after: "xyz"));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Registry.Audit.ListAsync(size: 0));
    }

    [Fact]
    public async Task Publishing_is_in_the_log_with_who_did_it_and_for_whom()
    {
        var job = Guid.NewGuid();
        var made = await Registry.Publisher.PublishAsync(SampleAdapter.Create(1), new Provenance { Actor = new Actor("worker w1"), Job = (job, "ann") }, "math/add");
        Time.Advance(TimeSpan.FromSeconds(1));
        await Registry.Publisher.PublishAsync(SampleAdapter.Create(2), new Provenance(), "math/add");
        await Registry.Publisher.PublishAsync(SampleAdapter.Create(1), new Provenance(), "math/other");

        var log = (await Registry.Audit.ListAsync("math/add")).Items;

        Assert.Equal([("version.publish", 2, Actor.OfProcess().Name), ("version.publish", 1, "worker w1")], log.Select(line => (line.Action, line.Version!.Value, line.Actor)));
        Assert.Equal((made.Digest, job.ToString(), "ann"), (log[1].Digest, log[1].Details["job"], log[1].Details["requested_by"]));
        await Assert.ThrowsAsync<AdapterNotFoundException>(() => Registry.Audit.ListAsync("math/other"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\nb")]
    public void An_actor_has_a_name_of_one_line(string name) => Assert.ThrowsAny<ArgumentException>(() => new Actor(name));

    [Fact]
    public void The_user_of_this_process_has_a_name() => Assert.Contains('@', Actor.OfProcess().Name);
}
