using Npgsql;
using T2L.Registry.Hosting;

namespace T2L.Registry.Tenants;

/// <summary>
/// Connections in a tenant's name. Role and tenant are part of how a connection starts, so no statement has to set them and none can forget to. Each new connection is asked once
/// whether it is what it should be: a proxy in between may drop what it does not know.
/// </summary>
internal static class TenantConnections
{
    private const string Role = "t2l_tenant";
    private const int MaxConnections = 20; // of one tenant; the default one has what the connection string says
    private const int IdleSeconds = 60;

    /// <summary>A pool of a tenant. Opening a connection throws <see cref="UnknownTenantException"/> where there is no such tenant.</summary>
    public static NpgsqlDataSource Create(string connectionString, RegistryOptions options, string tenant)
    {
        var text = RegistrySource.Text(connectionString, options);
        text.Options = $"{text.Options} -c role={Role} -c t2l.tenant={TenantName.Check(tenant)}".TrimStart();
        text.NoResetOnClose = true; // nothing is set but within transactions, so there is nothing to take back before the next use
        if (tenant != TenantName.Default)
        {
            text.MaxPoolSize = Math.Min(text.MaxPoolSize, MaxConnections);
            text.MinPoolSize = 0;
            text.ConnectionIdleLifetime = Math.Min(text.ConnectionIdleLifetime, IdleSeconds);
        }

        var source = new NpgsqlDataSourceBuilder(text.ConnectionString);
        source.UsePhysicalConnectionInitializer(connection => Verify(tenant, Question(connection).ExecuteScalar()), async connection =>
        {
            var question = Question(connection);
            await using (question.ConfigureAwait(false))
                Verify(tenant, await question.ExecuteScalarAsync().ConfigureAwait(false));
        });
        return source.Build();
    }

    private static NpgsqlCommand Question(NpgsqlConnection connection) => new(
        $"select case when current_user <> '{Role}' then 'role ' || current_user when exists (select from tenants where id = current_setting('t2l.tenant', true)) then current_setting('t2l.tenant', true) end",
        connection);

    private static void Verify(string tenant, object? answer)
    {
        if (answer is not string got)
            throw new UnknownTenantException(tenant);
        if (got != tenant)
            throw new RegistryUnavailableException(
                $"The registry's database answered a connection of tenant '{tenant}' as '{got}'. A proxy in between drops the connection's options; connect T2L to PostgreSQL directly, or let the proxy pass 'options' and pool sessions.");
    }
}
