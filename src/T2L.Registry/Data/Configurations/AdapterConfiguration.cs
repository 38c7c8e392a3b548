using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace T2L.Registry.Data.Configurations;

internal sealed class AdapterConfiguration : IEntityTypeConfiguration<Adapter>
{
    public void Configure(EntityTypeBuilder<Adapter> builder)
    {
        builder.ToTable("adapters");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).HasColumnName("id").ValueGeneratedNever(); // made here, so that it is known before the row
        builder.Property(x => x.Name).HasColumnName("name").HasColumnType("text").HasMaxLength(Limits.AdapterName);
        builder.Property(x => x.LatestVersion).HasColumnName("latest_version");
        builder.Property(x => x.CreatedAt).HasColumnName("created_at");
        builder.HasIndex(x => x.Name).IsUnique().HasDatabaseName("adapters_by_name"); // a name leads to one adapter
        builder.HasIndex(x => x.Name, "beginning").HasOperators("text_pattern_ops").HasDatabaseName("adapters_by_beginning_of_name");
    }
}
