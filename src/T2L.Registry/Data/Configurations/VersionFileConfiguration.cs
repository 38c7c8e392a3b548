using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace T2L.Registry.Data.Configurations;

internal sealed class VersionFileConfiguration : IEntityTypeConfiguration<VersionFile>
{
    public void Configure(EntityTypeBuilder<VersionFile> builder)
    {
        builder.ToTable("version_files");
        builder.HasKey(x => new { x.VersionId, x.Name }); // a folder holds a name once
        builder.Property(x => x.VersionId).HasColumnName("version_id");
        builder.Property(x => x.Name).HasColumnName("name").HasColumnType("text").HasMaxLength(255); // the limit of Linux file names
        builder.Property(x => x.BlobDigest).HasColumnName("blob_digest");
        builder.HasIndex(x => x.BlobDigest).HasDatabaseName("version_files_by_blob_digest"); // not unique: versions share files
        builder.HasOne(x => x.Blob).WithMany().HasForeignKey(x => x.BlobDigest).OnDelete(DeleteBehavior.Restrict);
    }
}
