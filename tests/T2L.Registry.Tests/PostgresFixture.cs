using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using T2L.Registry.Embedded;
using T2L.Registry.Hosting;
using T2L.Registry.Migrations;
using T2L.Registry.Tenants;

namespace T2L.Registry.Tests;

/// <summary>One real PostgreSQL for the whole test run; each test class gets a database of its own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly Dictionary<Type, NpgsqlDataSource> _registries = [];
    private readonly Dictionary<NpgsqlDataSource, TenantContexts> _contexts = [];
    private int _databases;

    internal EmbeddedPostgres Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await EmbeddedPostgres.StartTemporaryAsync();

    public async Task DisposeAsync()
    {
        foreach (var contexts in _contexts.Values)
            await contexts.DisposeAsync();
        foreach (var registry in _registries.Values)
            await registry.DisposeAsync();
        await Server.DisposeAsync();
    }

    /// <summary>An empty database.</summary>
    internal async Task<NpgsqlDataSource> CreateDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var server = NpgsqlDataSource.Create(Server.ConnectionStringFor("postgres") + ";Pooling=false");
        await using var command = server.CreateCommand($"create database {name}");
        await command.ExecuteNonQueryAsync();
        // What tests write past the program is the default tenant's.
        return NpgsqlDataSource.Create(Server.ConnectionStringFor(name) + ";Options=-c t2l.tenant=default");
    }

    /// <summary>The database of a test class, migrated and without rows.</summary>
    internal async Task<NpgsqlDataSource> RegistryOfAsync(Type tests)
    {
        if (_registries.TryGetValue(tests, out var used))
        {
            await EmptyAsync(used);
            return used;
        }

        var source = await CreateDatabaseAsync();
        await new MigrationRunner(source, MigrationDirectory.Find(), TimeProvider.System).RunAsync();
        return _registries[tests] = source;
    }

    /// <summary>Contexts in the names of tenants, as the program opens them.</summary>
    internal TenantContexts ContextsOf(NpgsqlDataSource registry)
    {
        if (!_contexts.TryGetValue(registry, out var contexts))
            _contexts[registry] = contexts = new TenantContexts(registry, registry.ConnectionString, new RegistryOptions(), NullLoggerFactory.Instance);
        return contexts;
    }

    // As a replica would: without the triggers that protect published rows.
    private static async Task EmptyAsync(NpgsqlDataSource registry)
    {
        await using var connection = await registry.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            begin;
            set local session_replication_role = replica;
            truncate webhooks, webhook_deliveries, api_keys, base_models, hypernetworks, blobs, adapters, adapter_versions, adapter_aliases, adapter_cards, version_checks, version_signatures, evaluations, version_scores, workers, deployments, deleted_versions, audit_events, version_files, generation_jobs;
            commit;
            """;
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>The tests that need <see cref="PostgresFixture"/>; xunit runs them one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresTests : ICollectionFixture<PostgresFixture>
{
    public const string Name = "PostgreSQL";
}
