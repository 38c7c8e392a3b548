using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace T2L.Registry.Embedded;

/// <summary>Finds a directory for the server's socket. Only the server's user may enter it, which is the whole access control.</summary>
[SupportedOSPlatform("linux")]
internal static class SocketPlace
{
    private const int MaxPathBytes = 107; // sun_path holds 108, one of them the final zero
    private const string FileName = ".s.PGSQL.5432";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes the directory.</summary>
    /// <returns>Its path; outside the server's own directory when that path is too long for a socket.</returns>
    internal static string Create(ClusterPaths paths, ServerAccount? account)
    {
        var directory = Fits(paths.Socket) ? paths.Socket : Short(account);
        Directory.CreateDirectory(directory, OwnerOnly);
        File.SetUnixFileMode(directory, OwnerOnly);
        account?.Own(directory);
        return directory;
    }

    /// <summary>Whether a path can hold the socket: short, and free of what the server's and Npgsql's lists of paths treat as separators.</summary>
    internal static bool Fits(string directory) =>
        Encoding.UTF8.GetByteCount(Path.Combine(directory, FileName)) <= MaxPathBytes &&
        directory.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-');

    /// <summary>Removes what a server that was killed left behind.</summary>
    internal static void Clear(string directory)
    {
        File.Delete(Path.Combine(directory, FileName));
        File.Delete(Path.Combine(directory, FileName + ".lock"));
    }

    private static string Short(ServerAccount? account)
    {
        // The runtime directory belongs to the user of the session; root's server is another user.
        var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        var parent = account is null && Directory.Exists(runtime) && Fits(Path.Combine(runtime, "t2l-0123456789abcdef")) ? runtime : "/tmp";
        return Path.Combine(parent, "t2l-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
    }
}
