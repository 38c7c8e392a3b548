using System.Globalization;
using Npgsql;
using T2L.Registry.Embedded;
using T2L.Registry.Native;

namespace T2L.Registry.Tests.Embedded;

/// <summary>A test with a directory for an embedded server that its user may enter.</summary>
[Collection("Embedded PostgreSQL")]
[Trait("Category", "Service")]
public abstract class EmbeddedTest : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("t2l-embedded-").FullName;

    protected EmbeddedTest()
    {
        File.SetUnixFileMode(_parent, File.GetUnixFileMode(_parent) | UnixFileMode.OtherExecute | UnixFileMode.OtherRead);
        Home = Path.Combine(_parent, "postgres");
    }

    /// <summary>The server's directory; it does not exist yet.</summary>
    protected string Home { get; set; }

    private protected ClusterPaths Paths => new(Home);

    protected static EmbeddedPostgresOptions Fast { get; } = new() { Durable = false };

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Directory.Delete(_parent, recursive: true);
    }

    protected Task<EmbeddedPostgres> StartAsync() => EmbeddedPostgres.StartAsync(Home, Fast);

    protected static async Task<T?> QueryAsync<T>(EmbeddedPostgres server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionStringFor("postgres") + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return (T?)await command.ExecuteScalarAsync();
    }

    /// <summary>Whether any process of the server lives.</summary>
    protected bool IsRunning() => FileLock.IsHeld(Paths.ServerLock);

    protected async Task WaitUntilStoppedAsync() =>
        Assert.True(await FileLock.WaitUntilFreeAsync(Paths.ServerLock, TimeSpan.FromSeconds(30)));

    private protected int ServerProcessId() => PostmasterFile.Read(Paths.Cluster)!.Process;

    /// <summary>A number from <c>/proc/.../status</c>.</summary>
    protected static int StatusOf(int process, string field) => int.Parse(
        File.ReadLines($"/proc/{process}/status").Single(x => x.StartsWith(field + ":", StringComparison.Ordinal)).Split('\t')[1], CultureInfo.InvariantCulture);
}
