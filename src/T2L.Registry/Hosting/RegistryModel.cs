using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using T2L.Registry.Data;

namespace T2L.Registry.Hosting;

/// <summary>
/// EF Core's model of the tables, built once for the process and without a database. Building it takes about half a second of a cold
/// process; a start does it while PostgreSQL starts.
/// </summary>
internal static class RegistryModel
{
    private static readonly Lazy<IModel> Built = new(Build);

    internal static IModel Value => Built.Value;

    private static IModel Build()
    {
        using var db = new RegistryDb(new DbContextOptionsBuilder<RegistryDb>().UseNpgsql().Options);
        // Translating one query compiles the code that all of them need.
        _ = db.AdapterVersions.Where(x => x.Id == Guid.Empty).ToQueryString();
        return db.Model;
    }
}
