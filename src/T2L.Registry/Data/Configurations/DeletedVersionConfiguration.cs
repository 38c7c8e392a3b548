using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace T2L.Registry.Data.Configurations;

internal sealed class DeletedVersionConfiguration : IEntityTypeConfiguration<DeletedVersion>
{
    public void Configure(EntityTypeBuilder<DeletedVersion> builder)
    {
        builder.ToTable("deleted_versions");
        builder.HasKey(x => x.VersionId);
        builder.Property(x => x.VersionId).HasColumnName("version_id").ValueGeneratedNever();
        builder.Property(x => x.DeletedBy).HasColumnName("deleted_by");
        builder.HasIndex(x => x.DeletedBy).HasDatabaseName("deleted_versions_by_event");
        builder.HasOne<AdapterVersion>().WithOne(x => x.Deletion).HasForeignKey<DeletedVersion>(x => x.VersionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(x => x.Event).WithMany().HasForeignKey(x => x.DeletedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
