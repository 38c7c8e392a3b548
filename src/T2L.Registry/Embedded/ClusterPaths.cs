namespace T2L.Registry.Embedded;

/// <summary>The names inside the directory of an embedded server.</summary>
/// <param name="Home">The directory.</param>
internal sealed record ClusterPaths(string Home)
{
    internal const string NewClusterPrefix = "data.new-";
    private static readonly string[] Known =
        ["data", "sock", "postgres.log", "postgres.log.old", "start.lock", "users.lock", "server.lock", "moved-to"];

    /// <summary>The cluster, as <c>initdb</c> made it.</summary>
    internal string Cluster => Path.Combine(Home, "data");

    internal string Socket => Path.Combine(Home, "sock");

    internal string Log => Path.Combine(Home, "postgres.log");

    /// <summary>Held alone by whoever prepares or starts the server.</summary>
    internal string StartLock => Path.Combine(Home, "start.lock");

    /// <summary>Held shared by every process that uses the server; the guard waits until nobody does.</summary>
    internal string UsersLock => Path.Combine(Home, "users.lock");

    /// <summary>Held alone by the server's processes and the shell around them, so it is free exactly when the last of them is gone.</summary>
    internal string ServerLock => Path.Combine(Home, "server.lock");

    /// <summary>Says where the cluster is when the server's user may not enter this directory.</summary>
    internal string MovedTo => Path.Combine(Home, "moved-to");

    /// <summary>Anything in the directory that is not ours; null when there is nothing.</summary>
    internal string? Stranger() =>
        Directory.EnumerateFileSystemEntries(Home).Select(Path.GetFileName).FirstOrDefault(name =>
            !Known.Contains(name) && !name!.StartsWith(NewClusterPrefix, StringComparison.Ordinal));
}
