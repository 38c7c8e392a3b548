namespace T2L.Registry.Migrations;

/// <summary>Where the migrations are.</summary>
public static class MigrationDirectory
{
    /// <summary>Finds them: beside the program, or in the repository it was built from.</summary>
    /// <returns>The directory; when there is none, the place beside the program, so that messages name it.</returns>
    public static string Find()
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "migrations");
        if (Directory.Exists(beside))
            return beside;
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "T2L.sln")))
                return Path.Combine(directory.FullName, "migrations");
        }

        return beside;
    }
}
