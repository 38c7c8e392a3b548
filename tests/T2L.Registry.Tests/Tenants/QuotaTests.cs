using T2L.Registry.Audit;
using T2L.Registry.Publishing;
using T2L.Registry.Tenants;

namespace T2L.Registry.Tests.Tenants;

public sealed class QuotaTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    private TenantDirectory Tenants => new(Registry.Contexts, Time);

    [Fact]
    public async Task A_tenant_with_as_many_versions_as_it_may_have_publishes_no_more_and_leaves_nothing_behind()
    {
        await LimitAsync(new TenantQuota(2, null));
        using var tenant = TenantScope.Enter("acme");
        await PublishAsync(1);
        await PublishAsync(2);

        var error = await Assert.ThrowsAsync<QuotaException>(() => PublishAsync(3));

        Assert.StartsWith("Tenant 'acme' has 2 versions of 2.", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await Tenants.UsageAsync()).Versions);
        Assert.False((await PublishAsync(2)).IsNew); // what is there already takes no more room
        Assert.DoesNotContain((await Registry.Catalog.ListAsync()).Items, entry => entry.Name == "quota-3");
    }

    [Fact]
    public async Task Bytes_are_counted_too_and_deleted_ones_still_are()
    {
        await LimitAsync(new TenantQuota(null, null));
        using var tenant = TenantScope.Enter("acme");
        var one = (await PublishAsync(1)).Entry.Bytes;
        await Tenants.LimitAsync("acme", new TenantQuota(null, one + 1));
        await Registry.Deletion.DeleteAsync("quota-1", new Actor("ann"));

        var error = await Assert.ThrowsAsync<QuotaException>(() => PublishAsync(2));

        Assert.Contains($"and this adapter has {one:N0}", error.Message, StringComparison.Ordinal);
        Assert.Equal((1L, one), ((await Tenants.UsageAsync()).Versions, (await Tenants.UsageAsync()).Bytes));
    }

    [Fact]
    public async Task Of_many_who_want_the_last_places_only_so_many_get_one()
    {
        await LimitAsync(new TenantQuota(3, null));
        using var tenant = TenantScope.Enter("acme");

        var published = await Task.WhenAll(Enumerable.Range(0, 12).Select(async seed =>
        {
            try
            {
                return (await PublishAsync(seed)).IsNew;
            }
            catch (QuotaException)
            {
                return false;
            }
        }));

        Assert.Equal(3, published.Count(isNew => isNew));
        Assert.Equal(3, (await Tenants.UsageAsync()).Versions);
    }

    [Fact]
    public async Task One_tenant_s_quota_is_nothing_to_the_others()
    {
        await LimitAsync(new TenantQuota(0, 0));

        Assert.True((await PublishAsync(1)).IsNew);
        Assert.Equal(new TenantQuota(null, null), (await Tenants.UsageAsync()).Quota);
        await Assert.ThrowsAsync<UnknownTenantException>(() => Tenants.LimitAsync("nobody", new TenantQuota(1, 1)));
    }

    private async Task LimitAsync(TenantQuota quota)
    {
        await Tenants.CreateAsync("acme");
        await Tenants.LimitAsync("acme", quota);
    }

    private Task<PublishedVersion> PublishAsync(int seed) => Registry.Publisher.PublishAsync(SampleAdapter.Create(seed), new Provenance(), $"quota-{seed}");
}
