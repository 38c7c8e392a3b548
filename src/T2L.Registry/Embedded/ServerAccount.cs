using System.Diagnostics;
using System.Globalization;
using T2L.Registry.Native;

namespace T2L.Registry.Embedded;

/// <summary>The unprivileged user that runs the server for root; PostgreSQL refuses to run as root.</summary>
/// <param name="User">Its number.</param>
/// <param name="Group">Its group's number.</param>
/// <param name="Name">Its name, for messages.</param>
internal sealed record ServerAccount(uint User, uint Group, string Name)
{
    /// <summary>Whom to run the server as.</summary>
    /// <param name="cluster">A cluster that exists keeps its owner, so that a registry made by a user still opens for root.</param>
    /// <returns>Null for this process's own user.</returns>
    internal static ServerAccount? For(string cluster)
    {
        if (!Posix.IsRoot)
            return null;
        return (Directory.Exists(cluster) ? OwnerOf(cluster) : null) ?? Named("postgres") ?? Named("nobody")
            ?? throw new RegistryUnavailableException(
                "PostgreSQL does not run as root, and there is no user 'postgres' or 'nobody' to run it as. " +
                "Start T2L as another user, or set ConnectionStrings:Registry to a server that runs.");
    }

    /// <summary>Gives a file or directory to this user.</summary>
    internal void Own(string path) => Posix.ChangeOwner(path, User, Group);

    /// <summary>A command line that runs as this user.</summary>
    internal IEnumerable<string> Prefix() =>
    [
        "setpriv", string.Create(CultureInfo.InvariantCulture, $"--reuid={User}"),
        string.Create(CultureInfo.InvariantCulture, $"--regid={Group}"), "--clear-groups", "--",
    ];

    private static ServerAccount? Named(string name)
    {
        foreach (var line in File.ReadLines("/etc/passwd"))
        {
            var fields = line.Split(':');
            if (fields.Length > 3 && fields[0] == name && TryNumbers(fields[2], fields[3]) is { } numbers)
                return new ServerAccount(numbers.User, numbers.Group, name);
        }

        return null;
    }

    private static ServerAccount? OwnerOf(string path)
    {
        using var stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%u %g %U", "--", path]) { RedirectStandardOutput = true })!;
        var words = stat.StandardOutput.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        stat.WaitForExit();
        return words.Length == 3 && TryNumbers(words[0], words[1]) is { User: not 0 } numbers
            ? new ServerAccount(numbers.User, numbers.Group, words[2])
            : null;
    }

    private static (uint User, uint Group)? TryNumbers(string user, string group) =>
        uint.TryParse(user, CultureInfo.InvariantCulture, out var u) && uint.TryParse(group, CultureInfo.InvariantCulture, out var g) ? (u, g) : null;
}
