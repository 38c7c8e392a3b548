using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace T2L.Registry.Data.Configurations;

internal sealed class AuditEventConfiguration : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> builder)
    {
        builder.ToTable("audit_events");
        builder.OfTenant();
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(x => x.At).HasColumnName("at");
        builder.Property(x => x.Actor).HasColumnName("actor").HasColumnType("text").HasMaxLength(Limits.Actor);
        builder.Property(x => x.Action).HasColumnName("action").HasColumnType("text").HasMaxLength(64);
        builder.Property(x => x.Adapter).HasColumnName("adapter").HasColumnType("text").HasMaxLength(Limits.AdapterName);
        builder.Property(x => x.Version).HasColumnName("version");
        builder.Property(x => x.Digest).HasColumnName("digest");
        builder.Property(x => x.Details).HasColumnName("details").HasColumnType("jsonb").HasConversion<DetailsConverter, DetailsComparer>();
        builder.HasIndex(TenantColumn.Name, nameof(AuditEvent.At), nameof(AuditEvent.Id)).IsDescending(false, true, true).HasDatabaseName("audit_events_newest_first");
        builder.HasIndex(TenantColumn.Name, nameof(AuditEvent.Adapter), nameof(AuditEvent.At), nameof(AuditEvent.Id)).IsDescending(false, false, true, true).HasDatabaseName("audit_events_of_an_adapter");
    }
}
