using System.Globalization;

namespace T2L.Registry.Embedded;

/// <summary>The PostgreSQL programs of this machine.</summary>
/// <param name="Directory">Where <c>initdb</c> and <c>postgres</c> lie.</param>
/// <param name="Major">Version, where the directory's name tells it; 0 otherwise.</param>
internal sealed record PostgresBinaries(string Directory, int Major)
{
    private const string DebianRoot = "/usr/lib/postgresql";

    internal static PostgresBinaries For(string cluster, string? asked) =>
        Choose(cluster, asked, All(asked, DebianRoot, Environment.GetEnvironmentVariable("PATH")));

    internal string Program(string name) => Path.Combine(Directory, name);

    /// <summary>The programs for a cluster that exists, or the newest for one that does not.</summary>
    /// <exception cref="RegistryUnavailableException">There are none, or none that can read the cluster.</exception>
    internal static PostgresBinaries Choose(string cluster, string? asked, IReadOnlyList<PostgresBinaries> found)
    {
        if (found.Count == 0)
            throw new RegistryUnavailableException(asked is null
                ? $"PostgreSQL is not installed: no initdb in {DebianRoot}/*/bin or on PATH. " +
                  "Install it with 'apt-get install -y postgresql', or set ConnectionStrings:Registry to a server that runs."
                : $"PostgreSQL is not in '{asked}': no initdb and postgres there. Give the directory that holds both.");
        var version = VersionOf(cluster);
        if (version is null)
            return found[0];
        return found.FirstOrDefault(x => x.Major.ToString(CultureInfo.InvariantCulture) == version) ?? found.FirstOrDefault(x => x.Major == 0)
            ?? throw new RegistryUnavailableException(
                $"The database in '{cluster}' was made by PostgreSQL {version}; this machine has {string.Join(", ", found.Select(x => x.Major))}. " +
                $"Install it with 'apt-get install -y postgresql-{version}', or move the directory away to start with an empty registry.");
    }

    private static string? VersionOf(string cluster)
    {
        var file = Path.Combine(cluster, "PG_VERSION");
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }

    // Newest first.
    internal static List<PostgresBinaries> All(string? asked, string debianRoot, string? searchPath)
    {
        if (asked is not null)
            return [.. new[] { new PostgresBinaries(asked, MajorOf(asked)) }.Where(x => x.IsComplete)];
        var debian = System.IO.Directory.Exists(debianRoot) ? System.IO.Directory.GetDirectories(debianRoot) : [];
        var path = (searchPath ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return
        [
            .. debian.Select(x => new PostgresBinaries(Path.Combine(x, "bin"), MajorOf(Path.Combine(x, "bin"))))
                .Where(x => x.IsComplete).OrderByDescending(x => x.Major),
            .. path.Where(Path.IsPathRooted).Select(x => new PostgresBinaries(x, MajorOf(x))).Where(x => x.IsComplete),
        ];
    }

    private bool IsComplete => File.Exists(Program("initdb")) && File.Exists(Program("postgres"));

    private static int MajorOf(string bin) =>
        int.TryParse(Path.GetFileName(Path.GetDirectoryName(bin)), NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0;
}
