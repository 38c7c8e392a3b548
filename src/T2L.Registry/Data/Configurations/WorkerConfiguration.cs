using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace T2L.Registry.Data.Configurations;

internal sealed class WorkerConfiguration : IEntityTypeConfiguration<WorkerRow>, IEntityTypeConfiguration<Deployment>
{
    public void Configure(EntityTypeBuilder<WorkerRow> builder)
    {
        builder.ToTable("workers");
        builder.HasKey(x => x.Name);
        builder.Property(x => x.Name).HasColumnName("name").HasColumnType("text").HasMaxLength(Limits.Worker);
        builder.Property(x => x.BaseModel).HasColumnName("base_model").HasColumnType("text").HasMaxLength(Limits.ModelName);
        builder.Property(x => x.Device).HasColumnName("device").HasColumnType("text").HasMaxLength(64);
        builder.Property(x => x.StartedAt).HasColumnName("started_at");
        builder.Property(x => x.SeenAt).HasColumnName("seen_at");
    }

    public void Configure(EntityTypeBuilder<Deployment> builder)
    {
        builder.ToTable("deployments");
        builder.HasKey(x => new { x.Worker, x.Digest });
        builder.Property(x => x.Worker).HasColumnName("worker").HasColumnType("text").HasMaxLength(Limits.Worker);
        builder.Property(x => x.Digest).HasColumnName("digest");
        builder.Property(x => x.Since).HasColumnName("since");
        builder.Property(x => x.LastUsed).HasColumnName("last_used");
        builder.HasIndex(x => x.Digest).HasDatabaseName("deployments_by_digest");
        builder.HasOne(x => x.Row).WithMany().HasForeignKey(x => x.Worker).OnDelete(DeleteBehavior.Cascade);
    }
}
