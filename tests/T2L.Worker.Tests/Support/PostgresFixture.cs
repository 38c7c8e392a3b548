using T2L.Registry.Embedded;

namespace T2L.Worker.Tests.Support;

/// <summary>One PostgreSQL for a whole test run; each test has a database of its own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private EmbeddedPostgres? _server;

    /// <summary>A connection string whose database the registry makes at its first use.</summary>
    public string NewDatabase() => _server!.ConnectionStringFor($"t{Guid.NewGuid():N}");

    public async Task InitializeAsync() => _server = await EmbeddedPostgres.StartTemporaryAsync();

    public async Task DisposeAsync() => await _server!.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class PostgresGroup : ICollectionFixture<PostgresFixture>
{
    public const string Name = "PostgreSQL";
}
