using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using T2L.Registry.Evaluations;

namespace T2L.Registry.Data.Configurations;

internal sealed class VersionScoreConfiguration : IEntityTypeConfiguration<VersionScore>
{
    public void Configure(EntityTypeBuilder<VersionScore> builder)
    {
        builder.ToTable("version_scores");
        builder.OfTenant();
        builder.HasKey(x => x.VersionId);
        builder.Property(x => x.VersionId).HasColumnName("version_id").ValueGeneratedNever();
        builder.Property(x => x.CreatedAt).HasColumnName("created_at");
        builder.Property(x => x.Score).HasColumnName("score");
        builder.Property(x => x.Band).HasColumnName("band").HasColumnType("text").HasComputedColumnSql(ScoreBand.Sql, stored: true);
        builder.HasIndex(TenantColumn.Name, nameof(VersionScore.Band), nameof(VersionScore.CreatedAt), nameof(VersionScore.VersionId)).IsDescending(false, false, true, true).HasDatabaseName("version_scores_by_band");
        builder.HasOne<AdapterVersion>().WithMany(x => x.Scores).HasForeignKey(x => x.VersionId).OnDelete(DeleteBehavior.Restrict); // at most one
    }
}
