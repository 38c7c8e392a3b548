using System.Diagnostics;
using System.Runtime.Versioning;
using T2L.Registry.Native;

namespace T2L.Registry.Embedded;

/// <summary>One start of an embedded server. Starts of one directory come one after the other (<c>start.lock</c>).</summary>
[SupportedOSPlatform("linux")]
internal sealed class EmbeddedStart(string dataDirectory, EmbeddedPostgresOptions options)
{
    private readonly ClusterPaths _asked = new(Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataDirectory)));
    private readonly Stopwatch _elapsed = Stopwatch.StartNew();

    internal async Task<EmbeddedPostgres> RunAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_asked.Home);
        ClusterHome.CheckOurs(_asked);
        using var start = await TakeAsync(_asked.StartLock, shared: false, cancellationToken).ConfigureAwait(false);
        var binaries = PostgresBinaries.For(_asked.Cluster, options.BinDirectory);
        var account = ServerAccount.For(_asked.Cluster);
        var paths = await ClusterHome.ResolveAsync(_asked, binaries, account, options.Logger, cancellationToken).ConfigureAwait(false);
        if (paths != _asked)
        {
            binaries = PostgresBinaries.For(paths.Cluster, options.BinDirectory);
            account = ServerAccount.For(paths.Cluster);
        }

        // While the guard stops the server it holds this lock alone: wait for the end, then start anew.
        var use = await TakeAsync(paths.UsersLock, shared: true, cancellationToken).ConfigureAwait(false);
        try
        {
            return await JoinAsync(paths, use, cancellationToken).ConfigureAwait(false)
                ?? await StartAsync(paths, binaries, account, use, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            use.Dispose();
            throw;
        }
    }

    private async Task<EmbeddedPostgres?> JoinAsync(ClusterPaths paths, FileLock use, CancellationToken cancellationToken)
    {
        if (!FileLock.IsHeld(paths.ServerLock))
            return null;
        var server = await ServerProcess.ReadyAsync(paths, null, 0, options.StartTimeout, cancellationToken).ConfigureAwait(false);
        if (server is null)
            return null;
        Log.Joined(options.Logger, _elapsed.ElapsedMilliseconds, paths.Home);
        return EmbeddedPostgres.Of(paths, options, use, server.SocketDirectory, shell: null);
    }

    private async Task<EmbeddedPostgres> StartAsync(
        ClusterPaths paths, PostgresBinaries binaries, ServerAccount? account, FileLock use, CancellationToken cancellationToken)
    {
        ClusterHome.Own(paths, account);
        await Cluster.EnsureAsync(paths, binaries, account, options.Durable, cancellationToken).ConfigureAwait(false);
        ClearStale(paths);
        var socket = SocketPlace.Create(paths, account);
        var logStart = ServerProcess.LogLength(paths);
        var process = ServerProcess.Start(paths, binaries, account, socket, options);
        var server = await ServerProcess.ReadyAsync(paths, process, logStart, options.StartTimeout, cancellationToken).ConfigureAwait(false);
        Log.Started(options.Logger, _elapsed.ElapsedMilliseconds, paths.Home);
        return EmbeddedPostgres.Of(paths, options, use, server!.SocketDirectory, process);
    }

    // No process of the server lives (its lock is free), so a file that names one is left over from a kill. PostgreSQL
    // looks at the number alone and refuses to start when some other program has it by now.
    private void ClearStale(ClusterPaths paths)
    {
        if (!File.Exists(PostmasterFile.Of(paths.Cluster)))
            return;
        Log.Stale(options.Logger, paths.Home);
        var socket = PostmasterFile.Read(paths.Cluster)?.SocketDirectory;
        File.Delete(PostmasterFile.Of(paths.Cluster));
        if (Directory.Exists(socket))
            SocketPlace.Clear(socket);
    }

    private async Task<FileLock> TakeAsync(string path, bool shared, CancellationToken cancellationToken) =>
        await FileLock.WaitAsync(path, shared, options.StartTimeout, cancellationToken).ConfigureAwait(false)
            ?? throw new RegistryUnavailableException(
                $"Another process has been starting or stopping PostgreSQL in '{dataDirectory}' for {options.StartTimeout.TotalSeconds:0} seconds. " +
                "Look at postgres.log there, or give Storage:Root another directory.");
}
