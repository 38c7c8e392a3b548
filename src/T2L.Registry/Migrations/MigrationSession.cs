using Npgsql;

namespace T2L.Registry.Migrations;

/// <summary>A record in <c>schema_migrations</c>.</summary>
/// <param name="Name">File name.</param>
/// <param name="Digest">Digest of the file when it was applied.</param>
internal sealed record AppliedMigration(string Name, string Digest);

/// <summary>The statements of a migration run, on one connection.</summary>
internal sealed class MigrationSession(NpgsqlConnection connection, TimeProvider time)
{
    /// <summary>Longer than any migration of a registry takes; then somebody should look.</summary>
    private const int LockSeconds = 300;

    internal async Task LockAsync(long key, CancellationToken cancellationToken)
    {
        var command = Command("select pg_advisory_lock($1)", key);
        command.CommandTimeout = LockSeconds;
        await using (command.ConfigureAwait(false))
        {
            try
            {
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (NpgsqlException e) when (e.InnerException is TimeoutException)
            {
                throw new MigrationException(
                    $"Another process has been migrating the registry for {LockSeconds} seconds. Look at its log, or end it and start again.", e);
            }
        }
    }

    internal Task UnlockAsync(long key) => ExecuteAsync("select pg_advisory_unlock($1)", CancellationToken.None, key);

    internal async Task<IReadOnlyDictionary<int, AppliedMigration>> AppliedAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync("""
            create table if not exists schema_migrations (
              number     integer primary key,
              name       text not null,
              digest     text not null check (digest ~ '^sha256:[0-9a-f]{64}$'),
              applied_at timestamptz not null
            )
            """, cancellationToken).ConfigureAwait(false);
        var applied = new SortedDictionary<int, AppliedMigration>();
        var command = Command("select number, name, digest from schema_migrations");
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    applied.Add(reader.GetInt32(0), new AppliedMigration(reader.GetString(1), reader.GetString(2)));
            }
        }

        return applied;
    }

    internal async Task ApplyAsync(MigrationFile file, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            try
            {
                await ExecuteAsync(file.Sql, cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException e)
            {
                throw new MigrationException($"Migration '{file.Name}' failed: {e.MessageText}. Nothing of it was kept; correct the file and start again.", e);
            }

            await ExecuteAsync("insert into schema_migrations (number, name, digest, applied_at) values ($1, $2, $3, $4)",
                cancellationToken, file.Number, file.Name, file.Digest, time.GetUtcNow()).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        var command = Command(sql, values);
        command.CommandTimeout = 0; // a migration takes what it takes
        await using (command.ConfigureAwait(false))
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        // The text comes from migration files and constants; values go as parameters.
#pragma warning disable CA2100
        var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
