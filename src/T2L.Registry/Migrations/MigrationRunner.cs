using Npgsql;

namespace T2L.Registry.Migrations;

/// <summary>
/// Brings the schema up to date: applies the files that are missing, in order, each in one transaction with the record of its
/// digest. An advisory lock lets one process at a time do so; the others find nothing left to do.
/// </summary>
/// <param name="database">The registry's database.</param>
/// <param name="directory">The files; see <see cref="MigrationDirectory"/>.</param>
/// <param name="time">Dates the records.</param>
public sealed class MigrationRunner(NpgsqlDataSource database, string directory, TimeProvider time)
{
    /// <summary>A number of our own ("T2L" and a version of this protocol), the same for every process of every release.</summary>
    private const long LockKey = 0x54324C0001;

    /// <summary>Applies what is missing.</summary>
    /// <param name="cancellationToken">Stops between statements; a file is applied whole or not at all.</param>
    /// <returns>Names of the files that this call applied, in order.</returns>
    /// <exception cref="MigrationException">A file fails, or does not agree with what was applied before.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken = default)
    {
        var files = MigrationFile.ReadAll(directory);
        var connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var session = new MigrationSession(connection, time);
            await session.LockAsync(LockKey, cancellationToken).ConfigureAwait(false);
            try
            {
                return await ApplyAsync(session, files, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                // Not cancelled: the connection goes back to a pool and must not take the lock along.
                await session.UnlockAsync(LockKey).ConfigureAwait(false);
            }
        }
    }

    private async Task<IReadOnlyList<string>> ApplyAsync(
        MigrationSession session, IReadOnlyList<MigrationFile> files, CancellationToken cancellationToken)
    {
        var applied = await session.AppliedAsync(cancellationToken).ConfigureAwait(false);
        Compare(files, applied);
        var missing = files.Where(x => !applied.ContainsKey(x.Number)).ToList();
        foreach (var file in missing)
            await session.ApplyAsync(file, cancellationToken).ConfigureAwait(false);
        return [.. missing.Select(x => x.Name)];
    }

    private void Compare(IReadOnlyList<MigrationFile> files, IReadOnlyDictionary<int, AppliedMigration> applied)
    {
        var present = files.ToDictionary(x => x.Number);
        foreach (var (number, record) in applied)
        {
            if (!present.TryGetValue(number, out var file))
                throw new MigrationException(
                    $"The database has migration '{record.Name}', which '{directory}' has not: a newer T2L made this database. " +
                    "Update T2L, or give it another database.");
            if (file.Digest != record.Digest)
                throw new MigrationException(
                    $"Migration '{file.Name}' was edited after it was applied ({record.Digest} then, {file.Digest} in '{directory}'). " +
                    "Restore the file and put the change into a new one.");
        }

        var last = applied.Count == 0 ? 0 : applied.Keys.Max();
        if (files.FirstOrDefault(x => x.Number < last && !applied.ContainsKey(x.Number)) is { } late)
            throw new MigrationException(
                $"Migration '{late.Name}' comes before '{applied[last].Name}', which is applied already. Give it the next free number.");
    }
}
