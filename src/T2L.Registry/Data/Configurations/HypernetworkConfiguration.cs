using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace T2L.Registry.Data.Configurations;

internal sealed class HypernetworkConfiguration : IEntityTypeConfiguration<Hypernetwork>
{
    public void Configure(EntityTypeBuilder<Hypernetwork> builder)
    {
        builder.ToTable("hypernetworks");
        builder.HasKey(x => x.Digest); // the same files are the same network, wherever they lie
        builder.Property(x => x.Digest).HasColumnName("digest");
        builder.Property(x => x.Name).HasColumnName("name").HasColumnType("text").HasMaxLength(Limits.ModelName);
        builder.Property(x => x.BaseModel).HasColumnName("base_model").HasColumnType("text").HasMaxLength(Limits.ModelName);
        builder.Property(x => x.BaseModelDigest).HasColumnName("base_model_digest");
        builder.Property(x => x.EncoderDigest).HasColumnName("encoder_digest");
        builder.Property(x => x.Rank).HasColumnName("rank");
        builder.Property(x => x.Alpha).HasColumnName("alpha");
        builder.Property(x => x.TargetModules).HasColumnName("target_modules").HasColumnType("text[]");
        builder.Property(x => x.Parameters).HasColumnName("parameters");
        builder.Property(x => x.CreatedAt).HasColumnName("created_at");
        builder.HasIndex(x => x.Name).HasDatabaseName("hypernetworks_by_name"); // not unique: training again keeps the name
        builder.HasIndex(x => x.BaseModelDigest).HasDatabaseName("hypernetworks_by_base_model_digest");
        builder.HasOne<BaseModel>().WithMany().HasForeignKey(x => x.BaseModelDigest).OnDelete(DeleteBehavior.Restrict);
    }
}
