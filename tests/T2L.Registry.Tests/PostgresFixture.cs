using Npgsql;
using T2L.Registry.Embedded;
using T2L.Registry.Migrations;

namespace T2L.Registry.Tests;

/// <summary>One real PostgreSQL for the whole test run; each test class asks it for a database of its own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private int _databases;

    internal EmbeddedPostgres Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await EmbeddedPostgres.StartTemporaryAsync();

    public async Task DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await Server.DisposeAsync();
    }

    /// <summary>An empty database.</summary>
    internal async Task<NpgsqlDataSource> CreateDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var server = NpgsqlDataSource.Create(Server.ConnectionStringFor("postgres") + ";Pooling=false");
        await using var command = server.CreateCommand($"create database {name}");
        await command.ExecuteNonQueryAsync();
        return NpgsqlDataSource.Create(Server.ConnectionStringFor(name));
    }

    /// <summary>A database with the registry's tables.</summary>
    internal async Task<TestRegistry> CreateRegistryAsync(TimeProvider? time = null)
    {
        var source = await CreateDatabaseAsync();
        await new MigrationRunner(source, MigrationDirectory.Find(), TimeProvider.System).RunAsync();
        return new TestRegistry(source, time ?? TimeProvider.System);
    }
}

/// <summary>The tests that need <see cref="PostgresFixture"/>; xunit runs them one class after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresTests : ICollectionFixture<PostgresFixture>
{
    public const string Name = "PostgreSQL";
}
