using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace T2L.Registry.Data.Configurations;

internal sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("api_keys");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(x => x.Name).HasColumnName("name").HasColumnType("text").HasMaxLength(Limits.KeyName);
        builder.Property(x => x.Prefix).HasColumnName("prefix").HasColumnType("text");
        builder.Property(x => x.SecretHash).HasColumnName("secret_hash").HasColumnType("bytea");
        builder.Property(x => x.Scopes).HasColumnName("scopes").HasColumnType("text[]");
        builder.Property(x => x.CreatedAt).HasColumnName("created_at");
        builder.Property(x => x.CreatedBy).HasColumnName("created_by").HasColumnType("text").HasMaxLength(Limits.Actor);
        builder.Property(x => x.ExpiresAt).HasColumnName("expires_at");
        builder.Property(x => x.RevokedAt).HasColumnName("revoked_at");
        builder.Property(x => x.RevokedBy).HasColumnName("revoked_by").HasColumnType("text").HasMaxLength(Limits.Actor);
        builder.Property(x => x.LastUsedAt).HasColumnName("last_used_at");
        builder.Property(x => x.RotatedFrom).HasColumnName("rotated_from");
        builder.HasIndex(x => x.Prefix).IsUnique().HasDatabaseName("api_keys_by_prefix"); // found by it before its tenant is known
        builder.HasIndex(x => x.RotatedFrom).HasDatabaseName("api_keys_by_rotation");
        builder.HasOne<ApiKey>().WithMany().HasForeignKey(x => x.RotatedFrom).OnDelete(DeleteBehavior.Restrict);
    }
}
