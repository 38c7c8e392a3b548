using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace T2L.Registry.Data.Configurations;

internal sealed class BlobConfiguration : IEntityTypeConfiguration<Blob>
{
    public void Configure(EntityTypeBuilder<Blob> builder)
    {
        builder.ToTable("blobs");
        builder.HasKey(x => x.Digest); // content addressed
        builder.Property(x => x.Digest).HasColumnName("digest");
        builder.Property(x => x.Bytes).HasColumnName("bytes");
        builder.Property(x => x.CreatedAt).HasColumnName("created_at");
    }
}
