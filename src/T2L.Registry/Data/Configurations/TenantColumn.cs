using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace T2L.Registry.Data.Configurations;

/// <summary>Every table has a column that says whose a row is. The connection fills it in and the database looks at it, so entities and queries need not.</summary>
internal static class TenantColumn
{
    /// <summary>Its name in indexes and keys of the model.</summary>
    public const string Name = "Tenant";

    // What is the same for all: facts about files by their digest, and the bytes themselves, which are reached through a version's row.
    private static readonly HashSet<Type> Shared = [typeof(Tenant), typeof(BaseModel), typeof(Hypernetwork), typeof(Blob), typeof(WorkerRow), typeof(Deployment)];

    /// <summary>Adds the column; call it first where an index or a key names it.</summary>
    public static void OfTenant<T>(this EntityTypeBuilder<T> builder)
        where T : class => Add(builder);

    /// <summary>Adds the column to every table that has none and needs one.</summary>
    public static void AddTenants(this ModelBuilder model)
    {
        foreach (var table in Tables().Where(type => !Shared.Contains(type)))
            Add(model.Entity(table));
    }

    // The model itself would list what conventions take for a table and a converter makes a column.
    private static IEnumerable<Type> Tables() => typeof(RegistryDb).GetProperties().Select(property => property.PropertyType)
        .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(DbSet<>)).Select(type => type.GenericTypeArguments[0]);

    private static void Add(EntityTypeBuilder builder) => builder.Property<string>(Name).HasColumnName("tenant").HasColumnType("text")
        .IsRequired().HasDefaultValueSql("current_setting('t2l.tenant')");
}
