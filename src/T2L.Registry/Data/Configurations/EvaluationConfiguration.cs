using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace T2L.Registry.Data.Configurations;

internal sealed class EvaluationConfiguration : IEntityTypeConfiguration<Evaluation>
{
    public void Configure(EntityTypeBuilder<Evaluation> builder)
    {
        builder.ToTable("evaluations");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(x => x.VersionId).HasColumnName("version_id");
        builder.Property(x => x.Suite).HasColumnName("suite").HasColumnType("text").HasMaxLength(100);
        builder.Property(x => x.Metric).HasColumnName("metric").HasColumnType("text").HasMaxLength(Limits.Alias);
        builder.Property(x => x.Value).HasColumnName("value");
        builder.Property(x => x.N).HasColumnName("n");
        builder.Property(x => x.Low).HasColumnName("low");
        builder.Property(x => x.High).HasColumnName("high");
        builder.Property(x => x.Seed).HasColumnName("seed");
        builder.Property(x => x.Source).HasColumnName("source").HasColumnType("text").HasMaxLength(500);
        builder.Property(x => x.At).HasColumnName("at");
        builder.Property(x => x.AddedBy).HasColumnName("added_by");
        builder.HasIndex(x => new { x.VersionId, x.Suite, x.Metric, x.At, x.Id }).IsDescending(false, false, false, true, true).HasDatabaseName("evaluations_of_a_version");
        builder.HasIndex(x => x.AddedBy).HasDatabaseName("evaluations_by_event");
        builder.HasOne<AdapterVersion>().WithMany().HasForeignKey(x => x.VersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(x => x.Event).WithMany().HasForeignKey(x => x.AddedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
