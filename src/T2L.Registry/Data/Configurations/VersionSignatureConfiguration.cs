using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace T2L.Registry.Data.Configurations;

internal sealed class VersionSignatureConfiguration : IEntityTypeConfiguration<VersionSignature>
{
    public void Configure(EntityTypeBuilder<VersionSignature> builder)
    {
        builder.ToTable("version_signatures");
        builder.HasKey(x => x.VersionId);
        builder.Property(x => x.VersionId).HasColumnName("version_id").ValueGeneratedNever();
        builder.Property(x => x.Bundle).HasColumnName("bundle").HasColumnType("bytea"); // signed bytes, kept as they are
        builder.Property(x => x.KeyHint).HasColumnName("key_hint").HasColumnType("text");
        builder.Property(x => x.CreatedAt).HasColumnName("created_at");
        builder.HasOne(x => x.Version).WithOne().HasForeignKey<VersionSignature>(x => x.VersionId).OnDelete(DeleteBehavior.Restrict);
    }
}
