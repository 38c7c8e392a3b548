using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace T2L.Registry.Data.Configurations;

internal sealed class AdapterConfiguration : IEntityTypeConfiguration<Adapter>
{
    public void Configure(EntityTypeBuilder<Adapter> builder)
    {
        builder.ToTable("adapters");
        builder.OfTenant();
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).HasColumnName("id").ValueGeneratedNever(); // made here, so that it is known before the row
        builder.Property(x => x.Name).HasColumnName("name").HasColumnType("text").HasMaxLength(Limits.AdapterName);
        builder.Property(x => x.LatestVersion).HasColumnName("latest_version");
        builder.Property(x => x.CreatedAt).HasColumnName("created_at");
        builder.Property(x => x.Owner).HasColumnName("owner").HasColumnType("text").HasMaxLength(Limits.Owner);
        builder.Property(x => x.Tags).HasColumnName("tags").HasColumnType("text[]");
        builder.Property(x => x.Properties).HasColumnName("properties").HasColumnType("jsonb").HasConversion<PropertiesConverter, PropertiesComparer>();
        builder.Property(x => x.MetadataChangedBy).HasColumnName("metadata_changed_by");
        ConfigureLinks(builder);
    }

    private static void ConfigureLinks(EntityTypeBuilder<Adapter> builder)
    {
        builder.HasIndex(TenantColumn.Name, nameof(Adapter.Name)).IsUnique().HasDatabaseName("adapters_by_name"); // a name leads to one adapter of a tenant
        builder.HasIndex(TenantColumn.Name, nameof(Adapter.Owner)).HasFilter("owner is not null").HasDatabaseName("adapters_by_owner"); // most have none
        builder.HasIndex(x => x.Tags).HasMethod("gin").HasDatabaseName("adapters_by_tag");
        builder.HasIndex(x => x.Properties).HasMethod("gin").HasOperators("jsonb_path_ops").HasDatabaseName("adapters_by_property");
        builder.HasIndex(x => x.MetadataChangedBy).HasDatabaseName("adapters_by_metadata_change");
        builder.HasOne(x => x.MetadataChange).WithMany().HasForeignKey(x => x.MetadataChangedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
