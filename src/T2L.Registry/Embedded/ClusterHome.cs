using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using T2L.Registry.Native;

namespace T2L.Registry.Embedded;

/// <summary>Finds the directory where the cluster can be: the one asked for, or one that the server's user may enter.</summary>
[SupportedOSPlatform("linux")]
internal static class ClusterHome
{
    private const long LargestLog = 8 << 20;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // Below /var/lib only root makes directories, and nothing there is cleaned away by age.
    private static readonly string[] Elsewhere = ["/var/lib/t2l", "/var/tmp"];

    /// <summary>Refuses a directory that holds something else; giving it to another user would be rude.</summary>
    internal static void CheckOurs(ClusterPaths paths)
    {
        if (paths.Stranger() is { } name)
            throw new RegistryUnavailableException(
                $"'{paths.Home}' holds '{name}', which is not part of a T2L database. Give Storage:Root an empty directory, or one that T2L made.");
    }

    /// <summary>Where the cluster is or will be. Called under the start lock of the directory asked for.</summary>
    internal static async Task<ClusterPaths> ResolveAsync(
        ClusterPaths asked, PostgresBinaries binaries, ServerAccount? account, ILogger logger, CancellationToken cancellationToken)
    {
        var moved = File.Exists(asked.MovedTo) ? (await File.ReadAllTextAsync(asked.MovedTo, cancellationToken).ConfigureAwait(false)).Trim() : "";
        if (moved.Length > 0 && Directory.Exists(moved))
            return new ClusterPaths(moved);
        if (account is not null && await BarrierAsync(asked.Home, binaries, account, cancellationToken).ConfigureAwait(false) is { } barrier)
        {
            var home = Create(asked.Home);
            await File.WriteAllTextAsync(asked.MovedTo, home + "\n", cancellationToken).ConfigureAwait(false);
            Log.Moved(logger, asked.Home, barrier, account.Name, home);
            asked = new ClusterPaths(home);
        }

        return asked;
    }

    /// <summary>Gives the directory to the server's user and nobody else, with the files that the server's shell expects.</summary>
    internal static void Own(ClusterPaths paths, ServerAccount? account)
    {
        File.SetUnixFileMode(paths.Home, OwnerOnly);
        account?.Own(paths.Home);
        if (File.Exists(paths.Log) && new FileInfo(paths.Log).Length > LargestLog)
            File.Move(paths.Log, paths.Log + ".old", overwrite: true);
        foreach (var file in new[] { paths.UsersLock, paths.ServerLock, paths.Log })
        {
            // The shell opens all three and makes none of them.
            Posix.OpenForLock(file, create: true).Dispose();
            account?.Own(file);
        }
    }

    // The first directory on the way that the server's user may not enter; null when it may enter all.
    private static async Task<string?> BarrierAsync(
        string home, PostgresBinaries binaries, ServerAccount account, CancellationToken cancellationToken)
    {
        var closed = Ancestors(home).Where(x => !File.GetUnixFileMode(x).HasFlag(UnixFileMode.OtherExecute));
        foreach (var directory in closed)
        {
            // The mode alone says no; an owner, a group or an access list may still allow it.
            var start = ServerCommand.Of(account, binaries, "/", "sh", "-c", "cd \"$1\"", "sh", directory);
            if ((await ServerCommand.RunAsync(start, cancellationToken).ConfigureAwait(false)).ExitCode != 0)
                return directory;
        }

        return null;
    }

    private static IEnumerable<string> Ancestors(string home)
    {
        for (var directory = Directory.GetParent(home); directory is not null; directory = directory.Parent)
            yield return directory.FullName;
    }

    private static string Create(string asked)
    {
        // A name nobody can guess and take first; the hash tells a person which registry it belongs to.
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(asked)))[..12];
        var name = $"{hash}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        foreach (var place in Elsewhere)
        {
            try
            {
                Directory.CreateDirectory(place);
                return Directory.CreateDirectory(Path.Combine(place, place == Elsewhere[0] ? name : $"t2l-{name}"), OwnerOnly).FullName;
            }
            catch (Exception e) when (e is UnauthorizedAccessException or IOException && place != Elsewhere[^1])
            {
                // A read-only /var/lib is no reason to stop.
            }
        }

        throw new InvalidOperationException("The last place throws by itself.");
    }
}
