using Npgsql;

namespace T2L.Registry.Hosting;

/// <summary>Makes sure that the database exists and takes connections.</summary>
internal static class DatabaseCreation
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Connects once; makes the database when the server is there and it is not.</summary>
    /// <param name="source">The database.</param>
    /// <param name="connectionString">Of the same database; the source hides its password.</param>
    /// <param name="wait">How long to go on trying while the server cannot be reached.</param>
    /// <param name="time">The clock of that.</param>
    /// <param name="cancellationToken">Stops the trying.</param>
    /// <exception cref="RegistryUnavailableException">The server cannot be reached or refuses.</exception>
    internal static async Task EnsureAsync(
        NpgsqlDataSource source, string connectionString, TimeSpan wait, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                await ConnectOrCreateAsync(source, connectionString, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (ConnectFailure.Describe(e, connectionString) is { } unavailable)
            {
                if (time.GetElapsedTime(start) >= wait)
                    throw unavailable;
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task ConnectOrCreateAsync(NpgsqlDataSource source, string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            await using var _ = (await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            await CreateAsync(connectionString, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task CreateAsync(string connectionString, CancellationToken cancellationToken)
    {
        var text = new NpgsqlConnectionStringBuilder(connectionString);
        var quoted = '"' + text.Database!.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
        var server = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Database = "postgres", Pooling = false });
        await using (server.ConfigureAwait(false))
        {
            var command = server.CreateCommand($"create database {quoted}");
            await using (command.ConfigureAwait(false))
            {
                try
                {
                    await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                }
                catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
                {
                    // Another process made it at the same moment.
                }
            }
        }
    }
}
