using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace T2L.Registry.Data.Configurations;

internal sealed class AdapterAliasConfiguration : IEntityTypeConfiguration<AdapterAlias>
{
    public void Configure(EntityTypeBuilder<AdapterAlias> builder)
    {
        builder.ToTable("adapter_aliases");
        builder.OfTenant();
        builder.HasKey(x => new { x.AdapterId, x.Alias });
        builder.Property(x => x.AdapterId).HasColumnName("adapter_id");
        builder.Property(x => x.Alias).HasColumnName("alias").HasColumnType("text").HasMaxLength(Limits.Alias);
        builder.Property(x => x.VersionId).HasColumnName("version_id");
        builder.Property(x => x.PreviousVersionId).HasColumnName("previous_version_id");
        builder.Property(x => x.ChangedBy).HasColumnName("changed_by");
        builder.HasIndex(x => new { x.VersionId, x.AdapterId }).HasDatabaseName("adapter_aliases_by_version");
        builder.HasIndex(x => new { x.PreviousVersionId, x.AdapterId }).HasDatabaseName("adapter_aliases_by_previous_version");
        builder.HasIndex(TenantColumn.Name, nameof(AdapterAlias.Alias), nameof(AdapterAlias.VersionId)).HasDatabaseName("adapter_aliases_by_alias");
        builder.HasIndex(x => x.ChangedBy).HasDatabaseName("adapter_aliases_by_change");
        builder.HasOne<Adapter>().WithMany().HasForeignKey(x => x.AdapterId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(x => x.Change).WithMany().HasForeignKey(x => x.ChangedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(x => x.Version).WithMany(x => x.Aliases).HasForeignKey(x => new { x.VersionId, x.AdapterId })
            .HasPrincipalKey(x => new { x.Id, x.AdapterId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(x => x.PreviousVersion).WithMany().HasForeignKey(x => new { x.PreviousVersionId, x.AdapterId })
            .HasPrincipalKey(x => new { x.Id, x.AdapterId }).OnDelete(DeleteBehavior.Restrict);
    }
}
