using System.Security.Cryptography;
using T2L.Registry.Native;

namespace T2L.Registry.Embedded;

/// <summary>Makes the cluster: beside its place first, then renamed, so that a half-made one is never taken for a whole one.</summary>
internal static class Cluster
{
    internal const string Superuser = "t2l";
    internal const int Port = 5432; // of the socket file's name; nothing listens on TCP

    internal static async Task EnsureAsync(
        ClusterPaths paths, PostgresBinaries binaries, ServerAccount? account, bool durable, CancellationToken cancellationToken)
    {
        foreach (var leftover in Directory.EnumerateDirectories(paths.Home, ClusterPaths.NewClusterPrefix + "*"))
            Directory.Delete(leftover, recursive: true);
        if (File.Exists(Path.Combine(paths.Cluster, "PG_VERSION")))
            return;
        if (Directory.Exists(paths.Cluster))
            RemoveEmpty(paths.Cluster);
        var made = Path.Combine(paths.Home, ClusterPaths.NewClusterPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)));
        // It would flush its thousand files one by one; below, one call does, in half of the time.
        string[] command = [binaries.Program("initdb"), "-D", made, "-U", Superuser, "--auth=trust", "-E", "UTF8", "--no-locale", "--no-sync"];
        var (exitCode, output) = await ServerCommand.RunAsync(ServerCommand.Of(account, binaries, paths.Home, command), cancellationToken).ConfigureAwait(false);
        if (exitCode != 0)
            throw new RegistryUnavailableException($"PostgreSQL could not make a database in '{paths.Home}': {Reason(output)}");
        if (durable)
            Posix.FlushFileSystem(made);
        Directory.Move(made, paths.Cluster);
        Posix.FlushDirectory(paths.Home);
    }

    /// <summary>The line of a program's output that says what went wrong, as a sentence.</summary>
    internal static string Reason(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var line = lines.LastOrDefault(x => x.Contains("FATAL", StringComparison.Ordinal))
            ?? lines.LastOrDefault(x => x.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? lines.LastOrDefault() ?? "it said nothing";
        var fatal = line.IndexOf("FATAL", StringComparison.Ordinal); // behind a time and a process number
        return line[Math.Max(0, fatal)..].TrimEnd('.') + ".";
    }

    private static void RemoveEmpty(string cluster)
    {
        if (Directory.EnumerateFileSystemEntries(cluster).Any())
            throw new RegistryUnavailableException(
                $"'{cluster}' is not empty and holds no PostgreSQL database (no PG_VERSION). Move it away, or give Storage:Root another directory.");
        Directory.Delete(cluster);
    }
}
