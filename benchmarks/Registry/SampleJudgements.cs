using Npgsql;
using NpgsqlTypes;

namespace T2L.Benchmarks.Registry;

/// <summary>What was found out about the sample's adapters: all were checked, some were measured.</summary>
/// <param name="id">Id of a row.</param>
/// <param name="created">When it was published.</param>
internal sealed class SampleJudgements(Func<int, Guid> id, Func<int, DateTimeOffset> created)
{
    private const string Sound = """[{"name": "norm", "limit": 1000, "value": 1.5, "passed": true, "sentence": "The largest change of a matrix is 1.5."}]""";
    private const string TooStrong = """[{"name": "norm", "limit": 1000, "value": 1200.5, "passed": false, "sentence": "The largest change of a matrix is 1200.5."}]""";

    /// <summary>Writes what is known of some rows.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, int from, int to, CancellationToken cancellationToken)
    {
        await WriteChecksAsync(connection, from, to, cancellationToken).ConfigureAwait(false);
        await WriteScoresAsync(connection, from, to, cancellationToken).ConfigureAwait(false);
    }

    // One in five hundred is too strong.
    private async Task WriteChecksAsync(NpgsqlConnection connection, int from, int to, CancellationToken cancellationToken)
    {
        var checks = await connection.BeginBinaryImportAsync("copy version_checks (version_id, status, checks, checked_at, checked_by) from stdin (format binary)", cancellationToken).ConfigureAwait(false);
        await using (checks.ConfigureAwait(false))
        {
            for (var i = from; i < to; i++)
            {
                var isSound = i % 500 != 250;
                await checks.StartRowAsync(cancellationToken).ConfigureAwait(false);
                await checks.WriteAsync(id(i), NpgsqlDbType.Uuid, cancellationToken).ConfigureAwait(false);
                await checks.WriteAsync(isSound ? "ready" : "quarantined", NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
                await checks.WriteAsync(isSound ? Sound : TooStrong, NpgsqlDbType.Jsonb, cancellationToken).ConfigureAwait(false);
                await checks.WriteAsync(created(i), NpgsqlDbType.TimestampTz, cancellationToken).ConfigureAwait(false);
                await checks.WriteAsync("bench", NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
            }
            await checks.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // One in twenty was measured, and did as well as its number says.
    private async Task WriteScoresAsync(NpgsqlConnection connection, int from, int to, CancellationToken cancellationToken)
    {
        var scores = await connection.BeginBinaryImportAsync("copy version_scores (version_id, created_at, score) from stdin (format binary)", cancellationToken).ConfigureAwait(false);
        await using (scores.ConfigureAwait(false))
        {
            for (var i = (from + 19) / 20 * 20; i < to; i += 20)
                await scores.WriteRowAsync(cancellationToken, id(i), created(i), i / 20 * 7919 % 1000 / 1000.0).ConfigureAwait(false);
            await scores.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
