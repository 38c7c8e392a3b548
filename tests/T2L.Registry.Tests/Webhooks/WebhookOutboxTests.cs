using T2L.Registry.Audit;
using T2L.Registry.Publishing;
using T2L.Registry.Tenants;
using T2L.Registry.Webhooks;

namespace T2L.Registry.Tests.Webhooks;

public sealed class WebhookOutboxTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    private static readonly Actor Ann = new("ann");

    private WebhookDirectory Hooks => new(Registry.Contexts, Time);

    private WebhookOutbox Outbox => new(Registry.Contexts, Time);

    [Fact]
    public async Task Only_what_was_asked_for_is_told()
    {
        await Hooks.CreateAsync("https://a", ["alias.*"], Ann);
        await Hooks.CreateAsync("https://b", ["version.publish"], Ann);
        await Hooks.CreateAsync("https://c", ["*"], Ann);
        await Registry.Publisher.PublishAsync(SampleAdapter.Create(), new Provenance(), "told");
        await Registry.Aliases.SetAsync("told", "champion", 1, Ann);

        var due = await Outbox.TakeAsync();

        Assert.Equal(
            ["https://a alias.set", "https://b version.publish", "https://c alias.set", "https://c version.publish"],
            due.Select(delivery => $"{delivery.Url} {delivery.Event.Action}").Order());
        Assert.Empty(await Outbox.TakeAsync());
    }

    [Fact]
    public async Task What_is_taken_and_not_reported_is_due_again_later()
    {
        await PublishForHookAsync();
        var first = Assert.Single(await Outbox.TakeAsync());
        Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Empty(await Outbox.TakeAsync());
        Time.Advance(TimeSpan.FromSeconds(2));

        var second = Assert.Single(await Outbox.TakeAsync());

        Assert.Equal((first.Id, 1, 2), (second.Id, first.Attempts, second.Attempts));
    }

    [Fact]
    public async Task Attempts_grow_rarer_and_end()
    {
        var hook = await PublishForHookAsync();
        var start = Time.GetUtcNow();
        for (var attempt = 1; attempt <= 16; attempt++)
        {
            var due = Assert.Single(await Outbox.TakeAsync());
            await Outbox.FailedAsync(due, 500, new string('x', 5000));
            Time.Advance(TimeSpan.FromHours(6));
        }

        Assert.Empty(await Outbox.TakeAsync());
        var delivery = Assert.Single(await Hooks.DeliveriesAsync(hook));
        Assert.Equal((16, null, null, 500, 1000), (delivery.Attempts, delivery.DueAt, delivery.DeliveredAt, delivery.Status, delivery.Error!.Length));
    }

    [Fact]
    public async Task What_arrived_is_not_sent_again()
    {
        var hook = await PublishForHookAsync();
        await Outbox.ArrivedAsync(Assert.Single(await Outbox.TakeAsync()).Id, 200);
        Time.Advance(TimeSpan.FromDays(3));

        Assert.Empty(await Outbox.TakeAsync());
        Assert.NotNull(Assert.Single(await Hooks.DeliveriesAsync(hook)).DeliveredAt);
    }

    [Fact]
    public async Task Several_senders_never_take_the_same()
    {
        await Hooks.CreateAsync("https://a", ["*"], Ann);
        for (var seed = 0; seed < 50; seed++)
            await Registry.Publisher.PublishAsync(SampleAdapter.Create(seed), new Provenance(), $"many-{seed}");

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => (await Outbox.TakeAsync()).Concat(await Outbox.TakeAsync())));

        var ids = taken.SelectMany(due => due).Select(due => due.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(50, ids.Count);
    }

    [Fact]
    public async Task One_tenant_s_webhook_never_hears_of_another_tenant()
    {
        await new TenantDirectory(Registry.Contexts, Time).CreateAsync("acme");
        using (TenantScope.Enter("acme"))
            await Hooks.CreateAsync("https://acme", ["*"], Ann);
        await Registry.Publisher.PublishAsync(SampleAdapter.Create(), new Provenance(), "ours");

        Assert.Empty(await Outbox.TakeAsync());
        Assert.Empty(await Hooks.ListAsync());
    }

    [Fact]
    public async Task A_deleted_webhook_is_told_nothing_more()
    {
        var hook = await PublishForHookAsync();
        await Hooks.DeleteAsync(hook);

        Assert.Empty(await Outbox.TakeAsync());
        await Assert.ThrowsAsync<WebhookNotFoundException>(() => Hooks.DeleteAsync(hook));
    }

    [Fact]
    public async Task There_is_a_limit()
    {
        for (var i = 0; i < WebhookDirectory.Most; i++)
            await Hooks.CreateAsync($"https://{i}", ["*"], Ann);

        await Assert.ThrowsAsync<QuotaException>(() => Hooks.CreateAsync("https://more", ["*"], Ann));
    }

    private async Task<Guid> PublishForHookAsync()
    {
        var (hook, _) = await Hooks.CreateAsync("https://a", ["version.publish"], Ann);
        await Registry.Publisher.PublishAsync(SampleAdapter.Create(), new Provenance(), "told");
        return hook.Id;
    }
}
