using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace T2L.Registry.Data.Configurations;

internal sealed class BaseModelConfiguration : IEntityTypeConfiguration<BaseModel>
{
    public void Configure(EntityTypeBuilder<BaseModel> builder)
    {
        builder.ToTable("base_models");
        builder.HasKey(x => x.Digest); // the same files are the same model, wherever they lie
        builder.Property(x => x.Digest).HasColumnName("digest");
        builder.Property(x => x.Name).HasColumnName("name").HasColumnType("text").HasMaxLength(Limits.ModelName);
        builder.Property(x => x.AlsoCalled).HasColumnName("also_called").HasColumnType("text[]");
        builder.Property(x => x.Revision).HasColumnName("revision").HasColumnType("text").HasMaxLength(100); // a branch or a commit
        builder.Property(x => x.ModelType).HasColumnName("model_type").HasColumnType("text").HasMaxLength(64);
        builder.Property(x => x.Parameters).HasColumnName("parameters");
        builder.Property(x => x.Modules).HasColumnName("modules").HasColumnType("jsonb").HasConversion<ShapesConverter>();
        builder.Property(x => x.CreatedAt).HasColumnName("created_at");
        builder.HasIndex(x => x.Name).HasDatabaseName("base_models_by_name"); // not unique: one name has many revisions
    }
}
