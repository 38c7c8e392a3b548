using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using T2L.Registry;
using T2L.Registry.Embedded;
using T2L.Registry.Hosting;

namespace T2L.Benchmarks.Registry;

/// <summary>A private PostgreSQL with many rows of adapters, as durable as a real one.</summary>
/// <param name="server">The server.</param>
/// <param name="root">Folder of data and blobs.</param>
internal sealed class RegistryWorld(EmbeddedPostgres server, string root) : IAsyncDisposable
{
    /// <summary>Where the blobs are.</summary>
    public string Blobs => Path.Combine(root, "blobs");

    /// <summary>What the registry is configured with.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["ConnectionStrings:Registry"] = server.ConnectionString, ["Storage:Root"] = root, ["Blobs:Root"] = Blobs, ["urls"] = "http://127.0.0.1:0",
        ["Api:WarmUpSearch"] = "false", // read when it is its turn, beside nothing else that is measured
    };

    /// <summary>Starts the server, makes the schema and fills it, unless the folder has such a world already.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="rows">How many adapters there are to be, and of what kind.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellationToken">Stops it; rows that were written stay out of sight of nobody, so delete the folder then.</param>
    public static async Task<RegistryWorld> OpenAsync(string root, SampleRows rows, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var server = await EmbeddedPostgres.StartAsync(Path.Combine(root, "postgres"), cancellationToken).ConfigureAwait(false);
        var world = new RegistryWorld(server, root);
        var services = new ServiceCollection().AddLogging().AddRegistry(new ConfigurationBuilder().AddInMemoryCollection(world.Settings).Build()).BuildServiceProvider();
        await using (services.ConfigureAwait(false))
            await services.GetRequiredService<RegistryDatabase>().PrepareAsync(cancellationToken).ConfigureAwait(false);
        await world.FillAsync(rows, progress, cancellationToken).ConfigureAwait(false);
        return world;
    }

    /// <summary>Some digests of what is there.</summary>
    public async Task<IReadOnlyList<string>> DigestsAsync(int count, CancellationToken cancellationToken)
    {
        var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using (source.ConfigureAwait(false))
        {
            var command = source.CreateCommand($"select digest from adapter_versions order by md5(id::text) limit {count}");
            await using (command.ConfigureAwait(false))
            {
                var digests = new List<string>();
                var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                        digests.Add(reader.GetString(0));
                return digests;
            }
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task FillAsync(SampleRows rows, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var source = NpgsqlDataSource.Create(server.ConnectionString + ";Command Timeout=0;Options=-c t2l.tenant=default");
        await using (source.ConfigureAwait(false))
        {
            var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                await rows.WriteAsync(connection, progress, cancellationToken).ConfigureAwait(false);
                await ReadThroughAsync(connection, progress, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // As on a server that has run for a while: what the machine can hold of the database is in its memory.
    private static async Task ReadThroughAsync(NpgsqlConnection connection, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        progress?.Report("reading the database into the machine's memory");
        var command = new NpgsqlCommand("create extension if not exists pg_prewarm; select sum(pg_prewarm(oid, 'read')) from pg_class where relkind in ('r', 'i', 't')", connection);
        await using (command.ConfigureAwait(false))
            await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }
}
