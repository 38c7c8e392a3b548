using T2L.Registry.Quality;

namespace T2L.Registry.Data;

/// <summary>Versions in sight, and those that are not.</summary>
internal static class Visibility
{
    /// <summary>Versions that are there for everybody, or the deleted ones instead.</summary>
    public static IQueryable<AdapterVersion> Seen(this IQueryable<AdapterVersion> versions, bool deleted = false) =>
        deleted ? versions.Where(x => x.Deletion != null) : versions.Where(x => x.Deletion == null);

    /// <summary>Versions that are not quarantined. Those are few, and an index knows them.</summary>
    public static IQueryable<AdapterVersion> Trusted(this IQueryable<AdapterVersion> versions) => versions.Where(x => !x.Checks.Any(check => check.Status == CheckStatus.Quarantined));
}
