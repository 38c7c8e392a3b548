using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace T2L.Registry.Data.Configurations;

internal sealed class AuditEventConfiguration : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> builder)
    {
        builder.ToTable("audit_events");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(x => x.At).HasColumnName("at");
        builder.Property(x => x.Actor).HasColumnName("actor").HasColumnType("text").HasMaxLength(Limits.Actor);
        builder.Property(x => x.Action).HasColumnName("action").HasColumnType("text").HasMaxLength(64);
        builder.Property(x => x.AdapterId).HasColumnName("adapter_id");
        builder.Property(x => x.VersionId).HasColumnName("version_id");
        builder.Property(x => x.Details).HasColumnName("details").HasColumnType("jsonb").HasConversion<DetailsConverter, DetailsComparer>();
        builder.HasIndex(x => new { x.At, x.Id }).IsDescending().HasDatabaseName("audit_events_newest_first");
        builder.HasIndex(x => new { x.AdapterId, x.At, x.Id }).IsDescending(false, true, true).HasDatabaseName("audit_events_of_an_adapter");
        builder.HasIndex(x => new { x.VersionId, x.AdapterId }).HasDatabaseName("audit_events_of_a_version");
        builder.HasOne(x => x.Adapter).WithMany().HasForeignKey(x => x.AdapterId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(x => x.Version).WithMany().HasForeignKey(x => new { x.VersionId, x.AdapterId })
            .HasPrincipalKey(x => new { x.Id, x.AdapterId }).OnDelete(DeleteBehavior.Restrict);
    }
}
