using System.Diagnostics;
using Npgsql;
using T2L.Registry.Native;

namespace T2L.Registry.Embedded;

/// <summary>
/// A private PostgreSQL for one directory: reached by a unix socket only, run by an unprivileged user when this process is root,
/// shared by all processes that ask for the same directory, and stopped when the last of them ends, however it ends.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);
    private readonly ClusterPaths _paths;
    private readonly EmbeddedPostgresOptions _options;
    private readonly Process? _shell;
    private FileLock? _use;

    private EmbeddedPostgres(ClusterPaths paths, EmbeddedPostgresOptions options, FileLock use, string socket, Process? shell)
    {
        _paths = paths;
        _options = options;
        _use = use;
        SocketDirectory = socket;
        _shell = shell;
    }

    /// <summary>Where the data is: the directory asked for, or the one named in its file <c>moved-to</c>.</summary>
    public string DataDirectory => _paths.Home;

    /// <summary>Where the server listens.</summary>
    public string SocketDirectory { get; }

    /// <summary>False when the server ran already and was joined.</summary>
    public bool StartedHere => _shell is not null;

    /// <summary>Connects to the database <c>t2l</c>, which <see cref="Hosting.RegistryDatabase"/> makes when it is missing.</summary>
    public string ConnectionString => ConnectionStringFor("t2l");

    /// <summary>Connects to one database of the server.</summary>
    /// <param name="database">Its name; <c>postgres</c> always exists.</param>
    /// <returns>An Npgsql connection string.</returns>
    public string ConnectionStringFor(string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = SocketDirectory,
            Port = Cluster.Port,
            Username = Cluster.Superuser,
            Database = database,
            ApplicationName = "t2l",
        }.ConnectionString;

    /// <summary>Starts the server of a directory, or joins it when it runs. An empty or missing directory becomes a new database.</summary>
    /// <param name="dataDirectory">Where the data is to be.</param>
    /// <param name="cancellationToken">Stops the start; nothing half-made is used later.</param>
    /// <returns>The server; dispose it to let go of it.</returns>
    /// <exception cref="RegistryUnavailableException">PostgreSQL is not installed, or the server does not start.</exception>
    public static Task<EmbeddedPostgres> StartAsync(string dataDirectory, CancellationToken cancellationToken = default) =>
        StartAsync(dataDirectory, new EmbeddedPostgresOptions(), cancellationToken);

    /// <summary>Starts the server of a directory, or joins it when it runs. An empty or missing directory becomes a new database.</summary>
    /// <param name="dataDirectory">Where the data is to be.</param>
    /// <param name="options">How it is run; a server that is joined keeps its own.</param>
    /// <param name="cancellationToken">Stops the start; nothing half-made is used later.</param>
    /// <returns>The server; dispose it to let go of it.</returns>
    /// <exception cref="RegistryUnavailableException">PostgreSQL is not installed, or the server does not start.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(
        string dataDirectory, EmbeddedPostgresOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(dataDirectory);
        ArgumentNullException.ThrowIfNull(options);
        if (!OperatingSystem.IsLinux())
            throw new RegistryUnavailableException("T2L runs its own PostgreSQL on Linux only. Set ConnectionStrings:Registry to a server that runs.");
        try
        {
            return await new EmbeddedStart(dataDirectory, options).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new RegistryUnavailableException(
                $"The database directory '{dataDirectory}' cannot be used: {e.Message} It may belong to another user; give Storage:Root one of your own.", e);
        }
    }

    /// <summary>Starts a server for tests: fast, not durable, in a temporary directory that is deleted when this process ends, however it ends.</summary>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <returns>The server; dispose it to delete everything at once.</returns>
    public static Task<EmbeddedPostgres> StartTemporaryAsync(CancellationToken cancellationToken = default) =>
        StartAsync(Directory.CreateTempSubdirectory("t2l-pg-").FullName,
            new EmbeddedPostgresOptions { Durable = false, Temporary = true }, cancellationToken);

    /// <summary>Lets go of the server. It is stopped, and this waits for it, unless another process still uses it.</summary>
    /// <returns>Ends when the server is stopped or left to others.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _use, null) is not { } use)
            return;
        use.Dispose();
        try
        {
            await LetGoAsync().ConfigureAwait(false);
        }
        catch (FileNotFoundException)
        {
            // A temporary server: the guard was faster, and everything is being deleted.
        }

        if (_shell is not null && !FileLock.IsHeld(_paths.ServerLock))
            await ServerProcess.ReapAsync(_shell, StopTimeout).ConfigureAwait(false);
    }

    internal static EmbeddedPostgres Of(ClusterPaths paths, EmbeddedPostgresOptions options, FileLock use, string socket, Process? shell) =>
        new(paths, options, use, socket, shell);

    private async Task LetGoAsync()
    {
        var end = Environment.TickCount64 + (long)StopTimeout.TotalMilliseconds;
        while (Environment.TickCount64 < end)
        {
            using (var alone = FileLock.TryExisting(_paths.UsersLock, shared: false))
            {
                if (alone is not null)
                {
                    await StopAsync().ConfigureAwait(false);
                    return;
                }
            }

            // Not alone: either others use it, or the guard was faster and is stopping it.
            using (var others = FileLock.TryExisting(_paths.UsersLock, shared: true))
            {
                if (others is not null)
                    return;
            }

            await Task.Delay(10).ConfigureAwait(false);
        }
    }

    private async Task StopAsync()
    {
        if (await ServerProcess.StopAsync(_paths, immediately: _options.Temporary, StopTimeout).ConfigureAwait(false))
            Log.Stopped(_options.Logger, _paths.Home);
        else
            Log.StopLate(_options.Logger, _paths.Home);
    }
}
