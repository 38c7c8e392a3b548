using System.Diagnostics;
using System.Globalization;
using T2L.Registry.Native;

namespace T2L.Registry.Embedded;

/// <summary>Starts and stops the server of a cluster.</summary>
/// <remarks>
/// A small shell stays between this process and the server, in a session of its own so that Ctrl-C does not reach it. Beside the server
/// it runs a guard that waits for <c>users.lock</c>. Every using process holds that lock shared, and the kernel drops it with the process,
/// so the guard gets it exactly when the last user has ended, cleanly or by SIGKILL; then it stops the server. It keeps the lock until the
/// server is gone, so whoever comes meanwhile waits and then starts a new one. <c>server.lock</c> (file 9) is held by the shell and inherited
/// by the server's processes: it is free when the last of them is gone and the shell has tidied up.
/// </remarks>
internal static class ServerProcess
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    // $1 log, $2 server.lock, $3 users.lock, $4 directory to delete at the end ('' for none), $5 socket directory, rest: the server.
    private const string Script = """
        exec </dev/null >>"$1" 2>&1
        exec 9<"$2"
        flock -n 9 || exit 75
        users=$3 held=$2 doomed=$4 socket=$5
        shift 5
        "$@" &
        server=$!
        flock --no-fork "$users" sh -c 'kill -INT "$1"; exec flock "$2" true' sh "$server" "$held" 9<&- &
        guard=$!
        wait "$server"
        status=$?
        kill "$guard"
        wait "$guard" 2>/dev/null
        rmdir "$socket"
        if [ -n "$doomed" ]; then rm -rf -- "$doomed"; fi
        exit "$status"
        """;

    internal static Process Start(
        ClusterPaths paths, PostgresBinaries binaries, ServerAccount? account, string socket, EmbeddedPostgresOptions options)
    {
        string[] command =
        [
            "setsid", "sh", "-c", Script, "t2l-postgres", paths.Log, paths.ServerLock, paths.UsersLock, options.Temporary ? paths.Home : "", socket,
            binaries.Program("postgres"), "-D", paths.Cluster, .. Settings(socket, options.Durable),
        ];
        return Process.Start(ServerCommand.Of(account, binaries, paths.Home, command))!;
    }

    /// <summary>Waits until the server takes connections.</summary>
    /// <param name="paths">The cluster.</param>
    /// <param name="process">The shell around it; null when another process started it.</param>
    /// <param name="logStart">Length of the log before the start.</param>
    /// <param name="timeout">How long.</param>
    /// <param name="cancellationToken">Stops the waiting, not the server.</param>
    /// <returns>What the server says about itself; null when a server that another process started ended meanwhile.</returns>
    internal static async Task<PostmasterFile?> ReadyAsync(
        ClusterPaths paths, Process? process, long logStart, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var end = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        while (true)
        {
            // A file that a killed server left says ready for ever.
            if (PostmasterFile.Read(paths.Cluster) is { IsReady: true } file && file.Serves(paths.Cluster))
                return file;
            if (process is { HasExited: true })
                throw new RegistryUnavailableException($"PostgreSQL did not start: {Cluster.Reason(LogSince(paths, logStart))} Its log is '{paths.Log}'.");
            if (process is null && !FileLock.IsHeld(paths.ServerLock))
                return null;
            if (Environment.TickCount64 >= end)
                throw new RegistryUnavailableException(
                    $"PostgreSQL was not ready after {timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} seconds. Its log is '{paths.Log}'. " +
                    "After a crash it may need longer: raise Registry:EmbeddedStartSeconds.");
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stops the server and waits until it is gone. Called while nobody else can use it.</summary>
    internal static async Task<bool> StopAsync(ClusterPaths paths, bool immediately, TimeSpan timeout)
    {
        // Without the file it is stopping already.
        if (PostmasterFile.Read(paths.Cluster) is { } file && file.Serves(paths.Cluster))
            _ = Posix.Signal(file.Process, immediately ? Posix.QuitSignal : Posix.InterruptSignal);
        return await FileLock.WaitUntilFreeAsync(paths.ServerLock, timeout).ConfigureAwait(false);
    }

    /// <summary>Waits for the shell after the server is gone: it tidies up, and a child that nobody waits for stays as a zombie.</summary>
    internal static async Task ReapAsync(Process shell, TimeSpan timeout)
    {
        using var limit = new CancellationTokenSource(timeout);
        try
        {
            await shell.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It holds nothing that anybody needs.
        }

        shell.Dispose();
    }

    internal static long LogLength(ClusterPaths paths) => File.Exists(paths.Log) ? new FileInfo(paths.Log).Length : 0;

    // Each tenant at work has a pool of connections of its own; an idle one costs next to nothing.
    private static string[] Settings(string socket, bool durable) =>
    [
        "-c", "listen_addresses=", "-c", $"port={Cluster.Port}", "-c", $"unix_socket_directories={socket}",
        "-c", "max_connections=300", "-c", "wal_level=minimal", "-c", "max_wal_senders=0",
        "-c", "shared_buffers=256MB", "-c", "work_mem=16MB", // taken as they are used
        .. durable ? [] : new[] { "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off" },
    ];

    private static string LogSince(ClusterPaths paths, long start)
    {
        using var log = new FileStream(paths.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Position = Math.Min(start, log.Length);
        using var reader = new StreamReader(log);
        return reader.ReadToEnd();
    }
}
