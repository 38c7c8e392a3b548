namespace T2L.Testing;

/// <summary>Where things are: the repository this test was built from, and the golden cases beside it.</summary>
internal static class Repository
{
    /// <summary>The folder that holds T2L.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of golden cases: <c>T2L_FIXTURES</c>, or <c>../shared/fixtures</c> beside the repository.</summary>
    public static string Fixtures { get; } = Asked ?? Path.GetFullPath(Path.Combine(Root, "..", "shared", "fixtures"));

    private static string? Asked => Environment.GetEnvironmentVariable("T2L_FIXTURES") is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;

    /// <summary>
    /// A family of golden cases, for instance <c>t2l</c>: the whole of it, else the selection in the repository; both may be missing.
    /// Who names a folder in <c>T2L_FIXTURES</c> means that one, and nothing takes its place.
    /// </summary>
    public static string Family(string family)
    {
        var whole = Path.Combine(Fixtures, family);
        var selection = Path.Combine(Root, "tests", "fixtures", family);
        return Asked is null && !Directory.Exists(whole) && Directory.Exists(selection) ? selection : whole;
    }

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, "T2L.sln")))
                return directory.FullName;
        // Published tests lie elsewhere.
        if (Environment.GetEnvironmentVariable("T2L_ROOT") is { Length: > 0 } root && File.Exists(Path.Combine(root, "T2L.sln")))
            return root;
        throw new DirectoryNotFoundException($"No T2L.sln above '{AppContext.BaseDirectory}', and T2L_ROOT names no folder with one.");
    }
}
