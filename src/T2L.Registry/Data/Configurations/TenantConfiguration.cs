using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace T2L.Registry.Data.Configurations;

internal sealed class TenantConfiguration : IEntityTypeConfiguration<Tenant>
{
    public void Configure(EntityTypeBuilder<Tenant> builder)
    {
        builder.ToTable("tenants");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).HasColumnName("id").HasColumnType("text").HasMaxLength(63);
        builder.Property(x => x.CreatedAt).HasColumnName("created_at");
        builder.Property(x => x.MaxVersions).HasColumnName("max_versions");
        builder.Property(x => x.MaxBytes).HasColumnName("max_bytes");
    }
}
