using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;
using Npgsql;
using T2L.Registry.Data;
using T2L.Registry.Hosting;

namespace T2L.Registry.Tenants;

/// <summary>Contexts in the name of the tenant in whose name the code runs; see <see cref="TenantScope"/>. Each tenant has a pool of its own.</summary>
internal sealed class TenantContexts : IDbContextFactory<RegistryDb>, IAsyncDisposable
{
    private readonly string _connectionString;
    private readonly RegistryOptions _options;
    private readonly ILoggerFactory _loggers;
    private readonly PooledDbContextFactory<RegistryDb> _registry;
    private readonly ConcurrentDictionary<string, Lazy<Pool>> _tenants = new(StringComparer.Ordinal);

    /// <summary>Opens nothing yet.</summary>
    /// <param name="owner">Connections of the registry itself; somebody else's to dispose of.</param>
    /// <param name="connectionString">Of the same database; the source hides its password.</param>
    /// <param name="options">Time limits.</param>
    /// <param name="loggers">EF Core's.</param>
    public TenantContexts(NpgsqlDataSource owner, string connectionString, RegistryOptions options, ILoggerFactory loggers)
    {
        _connectionString = connectionString;
        _options = options;
        _loggers = loggers;
        _registry = new PooledDbContextFactory<RegistryDb>(RegistrySource.Options(owner, loggers));
    }

    /// <summary>A context with an open connection.</summary>
    /// <exception cref="UnknownTenantException">There is no such tenant.</exception>
    public async Task<RegistryDb> CreateDbContextAsync(CancellationToken cancellationToken = default)
    {
        var tenant = TenantScope.Tenant;
        var db = CreateDbContext();
        try
        {
            await db.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            return db;
        }
        catch (Exception error)
        {
            await db.DisposeAsync().ConfigureAwait(false);
            // Names that are nobody's do not fill the memory.
            if (error is UnknownTenantException && _tenants.TryRemove(tenant!, out var pool))
                await pool.Value.Source.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A context that connects at its first statement.</summary>
    public RegistryDb CreateDbContext() =>
        (TenantScope.Tenant is { } tenant ? _tenants.GetOrAdd(tenant, name => new Lazy<Pool>(() => Create(name))).Value.Contexts : _registry).CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        foreach (var pool in _tenants.Values)
            await pool.Value.Source.DisposeAsync().ConfigureAwait(false);
        _tenants.Clear();
    }

    private Pool Create(string tenant)
    {
        var source = TenantConnections.Create(_connectionString, _options, tenant);
        return new Pool(source, new PooledDbContextFactory<RegistryDb>(RegistrySource.Options(source, _loggers)));
    }

    private sealed record Pool(NpgsqlDataSource Source, PooledDbContextFactory<RegistryDb> Contexts);
}
