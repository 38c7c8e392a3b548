using T2L.Registry.Tenants;

namespace T2L.Registry.Tests.Tenants;

public sealed class TenantScopeTests
{
    [Fact]
    public async Task A_scope_holds_along_what_is_awaited_and_ends_where_it_began()
    {
        Assert.Equal("default", TenantScope.Tenant);
        using (TenantScope.Enter("acme"))
        {
            await Task.Yield();
            using (TenantScope.EnterAll())
                Assert.Null(await Task.Run(() => TenantScope.Tenant));
            Assert.Equal("acme", TenantScope.Tenant);
        }
        Assert.Equal("default", TenantScope.Tenant);
    }

    [Theory]
    [InlineData("acme", true)]
    [InlineData("a", true)]
    [InlineData("team-1_x", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("Acme", false)]
    [InlineData("a b", false)]
    [InlineData("acme -c role=t2l", false)]
    [InlineData("acme\n", false)]
    [InlineData("-acme", false)]
    [InlineData("\u0430cme", false)] // Cyrillic
    public void A_name_is_one_plain_word(string? name, bool fine) => Assert.Equal(fine, TenantName.Fault(name) is null);
}
