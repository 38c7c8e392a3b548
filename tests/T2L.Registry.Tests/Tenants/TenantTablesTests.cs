namespace T2L.Registry.Tests.Tenants;

/// <summary>No table is forgotten: each is a tenant's, or stands here with the reason why it is everybody's.</summary>
[Collection(PostgresTests.Name)]
[Trait("Category", "Service")]
public sealed class TenantTablesTests(PostgresFixture postgres)
{
    private static readonly Dictionary<string, string> Shared = new()
    {
        ["schema_migrations"] = "the schema is one; tenants may not even read it",
        ["base_models"] = "facts about files by their digest, registered by workers; tenants read",
        ["hypernetworks"] = "facts about files by their digest, registered by workers; tenants read",
        ["workers"] = "the operator's machines; tenants are told of them by the program, and of places only for versions that they have",
        ["deployments"] = "what those machines hold, by digest; as before",
        ["blobs"] = "bytes by their digest, stored once for all; reached through a version's row only",
    };

    [Fact]
    public async Task Every_table_is_kept_apart_or_shared_for_a_reason()
    {
        var tables = await ReadAsync("""
            select c.relname, c.relrowsecurity and c.relforcerowsecurity
              and exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'of_the_tenant')
              and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname not in ('of_the_tenant', 'of_the_registry'))
            from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
            """);

        Assert.True(tables.Count > 10);
        Assert.Equal(Shared.Keys.Order(StringComparer.Ordinal), tables.Where(table => !(bool)table.Value).Select(table => table.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Policies_compare_the_rows_tenant_with_the_connections()
    {
        var policies = await ReadAsync("""
            select p.polrelid::regclass::text, pg_get_expr(p.polqual, p.polrelid) || ' / ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') || ' ' || array_to_string(array(select rolname from pg_roles where oid = any (p.polroles)), ',')
            from pg_policy p where p.polname = 'of_the_tenant' and p.polrelid <> 'tenants'::regclass
            """);

        const string Same = "(tenant = current_setting('t2l.tenant'::text, true))";
        Assert.All(policies.Values, policy => Assert.Equal($"{Same} / {Same} t2l_tenant", policy));
    }

    [Fact]
    public async Task The_role_of_requests_gets_around_nothing()
    {
        var role = await ReadAsync("select 'any', rolsuper or rolbypassrls or rolcanlogin or rolcreaterole or rolcreatedb from pg_roles where rolname = 't2l_tenant'");
        var owned = await ReadAsync("select relname, 1 from pg_class where relowner = 't2l_tenant'::regrole");
        // Views and functions with their owner's rights would be ways around.
        var around = await ReadAsync("""
            select relname, 1 from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace
            union all select proname, 1 from pg_proc where prosecdef and pronamespace = 'public'::regnamespace
            """);

        Assert.False((bool)role["any"]);
        Assert.Empty(owned);
        Assert.Empty(around);
    }

    private async Task<Dictionary<string, object>> ReadAsync(string sql)
    {
        var registry = await postgres.RegistryOfAsync(GetType());
        await using var command = registry.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new Dictionary<string, object>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0), reader.GetValue(1));
        return rows;
    }
}
