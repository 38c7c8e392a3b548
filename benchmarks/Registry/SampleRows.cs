using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using T2L.Adapters;

namespace T2L.Benchmarks.Registry;

/// <summary>Rows of adapters that nobody made: descriptions of words as frequent as in a language, task embeddings in clusters. No bytes belong to them.</summary>
/// <param name="count">How many.</param>
/// <param name="embeddingSize">E.</param>
internal sealed class SampleRows(int count, int embeddingSize)
{
    private const int Seed = 20261121;
    private const int RowsATransaction = 20_000;

    // Spread over a year, so that ages differ and none lies in the future.
    private static readonly DateTimeOffset Newest = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Digest Encoder = Digest.Of("encoder of the registry benchmark"u8);

    private readonly SampleWords _words = new(Seed);
    private readonly SampleTasks _tasks = new(count, embeddingSize, Seed);

    /// <summary>How many.</summary>
    public int Count => count;

    /// <summary>E.</summary>
    public int EmbeddingSize => embeddingSize;

    /// <summary>Words that many, some and few descriptions have.</summary>
    public SampleWords Words => _words;

    /// <summary>The encoder that all of them name.</summary>
    public static string EncoderDigest => Encoder.Value;

    /// <summary>A task near to one of the rows'.</summary>
    public float[] Query(int number) => _tasks.Of(number * 7919 % count, salt: 1);

    /// <summary>Writes what is missing.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var done = (int)(long)(await ScalarAsync(connection, "select count(*) from adapters", cancellationToken).ConfigureAwait(false))!;
        for (var from = done; from < count; from += RowsATransaction)
        {
            progress?.Report(string.Create(CultureInfo.InvariantCulture, $"{from:N0} of {count:N0} rows"));
            await WriteAsync(connection, from, Math.Min(count, from + RowsATransaction), cancellationToken).ConfigureAwait(false);
        }
        if (done < count)
            await ScalarAsync(connection, "vacuum (analyze)", cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteAsync(NpgsqlConnection connection, int from, int to, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            var names = await connection.BeginBinaryImportAsync("copy adapters (id, name, latest_version, created_at) from stdin (format binary)", cancellationToken).ConfigureAwait(false);
            await using (names.ConfigureAwait(false))
            {
                for (var i = from; i < to; i++)
                    await names.WriteRowAsync(cancellationToken, Id(i, 'a'), Name(i), 1, Created(i)).ConfigureAwait(false);
                await names.CompleteAsync(cancellationToken).ConfigureAwait(false);
            }
            var versions = await connection.BeginBinaryImportAsync("""
                copy adapter_versions (id, digest, adapter_id, version, kind, description, embedding, base_model, encoder_digest, rank, alpha, target_modules, parameters, bytes, created_at)
                from stdin (format binary)
                """, cancellationToken).ConfigureAwait(false);
            await using (versions.ConfigureAwait(false))
            {
                for (var i = from; i < to; i++)
                    await WriteVersionAsync(versions, i, cancellationToken).ConfigureAwait(false);
                await versions.CompleteAsync(cancellationToken).ConfigureAwait(false);
            }
            await new SampleJudgements(i => Id(i, 'v'), Created).WriteAsync(connection, from, to, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WriteVersionAsync(NpgsqlBinaryImporter rows, int i, CancellationToken cancellationToken)
    {
        await rows.StartRowAsync(cancellationToken).ConfigureAwait(false);
        await rows.WriteAsync(Id(i, 'v'), NpgsqlDbType.Uuid, cancellationToken).ConfigureAwait(false);
        await rows.WriteAsync(Digest.Of(BitConverter.GetBytes(i)).Value, NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
        await rows.WriteAsync(Id(i, 'a'), NpgsqlDbType.Uuid, cancellationToken).ConfigureAwait(false);
        await rows.WriteAsync(1, NpgsqlDbType.Integer, cancellationToken).ConfigureAwait(false);
        await rows.WriteAsync(i % 10 == 0 ? "svf" : "lora", NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
        await rows.WriteAsync(_words.Description(i), NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
        await rows.WriteAsync(_tasks.Of(i, salt: 0), NpgsqlDbType.Array | NpgsqlDbType.Real, cancellationToken).ConfigureAwait(false);
        await rows.WriteAsync(BaseModel(i), NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
        await rows.WriteAsync(Encoder.Value, NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
        await WriteShapeAsync(rows, i, cancellationToken).ConfigureAwait(false);
        await rows.WriteAsync(Created(i), NpgsqlDbType.TimestampTz, cancellationToken).ConfigureAwait(false);
    }

    private static async Task WriteShapeAsync(NpgsqlBinaryImporter rows, int i, CancellationToken cancellationToken)
    {
        if (i % 10 == 0) // an expert has neither
        {
            await rows.WriteNullAsync(cancellationToken).ConfigureAwait(false);
            await rows.WriteNullAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await rows.WriteAsync(8 << (i % 3), NpgsqlDbType.Integer, cancellationToken).ConfigureAwait(false);
            await rows.WriteAsync(16.0, NpgsqlDbType.Double, cancellationToken).ConfigureAwait(false);
        }
        await rows.WriteAsync((string[])["q_proj", "v_proj"], NpgsqlDbType.Array | NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
        await rows.WriteAsync(3_407_872L, NpgsqlDbType.Bigint, cancellationToken).ConfigureAwait(false);
        await rows.WriteAsync(6_800_000L, NpgsqlDbType.Bigint, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The base model of a row: five of them, one rare.</summary>
    internal static string BaseModel(int i) => (i % 1000 == 0) ? "rare-7b" : (i % 4) switch { 0 => "mistral-7b", 1 => "llama-3.1-8b", 2 => "gemma-2-2b", _ => "t2l-nano" };

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"team-{i % 500}/task-{i}");

    private DateTimeOffset Created(int i) => Newest - TimeSpan.FromSeconds(365.0 * 86400 * (count - i) / count);

    // As ids of version 7 do, they rise with time.
    private static Guid Id(int i, char kind) => new(i, (short)kind, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0);

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }
}
