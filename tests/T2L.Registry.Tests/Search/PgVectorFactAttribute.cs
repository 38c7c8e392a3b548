namespace T2L.Registry.Tests.Search;

/// <summary>A fact that needs pgvector beside PostgreSQL; skipped where it is not installed. Debian has it from version 13 on.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PgVectorFactAttribute : FactAttribute
{
    private const string Folder = "/usr/share/postgresql";

    public PgVectorFactAttribute()
    {
        if (!IsThere)
            Skip = "PostgreSQL has no pgvector here. Debian 13 has it: apt-get install postgresql-17-pgvector";
    }

    public static bool IsThere => Directory.Exists(Folder) && Directory.EnumerateDirectories(Folder).Any(version => File.Exists(Path.Combine(version, "extension", "vector.control")));
}
