using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using T2L.Registry.Quality;

namespace T2L.Registry.Data.Configurations;

internal sealed class VersionCheckConfiguration : IEntityTypeConfiguration<VersionCheck>
{
    public void Configure(EntityTypeBuilder<VersionCheck> builder)
    {
        builder.ToTable("version_checks");
        builder.HasKey(x => x.VersionId);
        builder.Property(x => x.VersionId).HasColumnName("version_id").ValueGeneratedNever();
        builder.Property(x => x.Status).HasColumnName("status").HasColumnType("text").HasConversion<StatusConverter>();
        builder.Property(x => x.Checks).HasColumnName("checks").HasColumnType("jsonb").HasConversion<ChecksConverter, ChecksComparer>();
        builder.Property(x => x.CheckedAt).HasColumnName("checked_at");
        builder.Property(x => x.CheckedBy).HasColumnName("checked_by").HasColumnType("text").HasMaxLength(Limits.Actor);
        builder.Property(x => x.ChangedBy).HasColumnName("changed_by");
        builder.HasIndex(x => x.VersionId).HasFilter("status = 'quarantined'").HasDatabaseName("version_checks_quarantined");
        builder.HasIndex(x => x.ChangedBy).HasDatabaseName("version_checks_by_change");
        builder.HasOne<AdapterVersion>().WithMany(x => x.Checks).HasForeignKey(x => x.VersionId).OnDelete(DeleteBehavior.Restrict); // at most one
        builder.HasOne<AuditEvent>().WithMany().HasForeignKey(x => x.ChangedBy).OnDelete(DeleteBehavior.Restrict);
    }

    private sealed class StatusConverter() : ValueConverter<CheckStatus, string>(status => status.NameOf(), word => FromWord(word))
    {
        private static CheckStatus FromWord(string word) => CheckStatusNames.Parse(word)
            ?? throw new InvalidOperationException($"version_checks.status is '{word}', which this program does not know. Update it.");
    }

    private sealed class ChecksConverter() : ValueConverter<IReadOnlyList<QualityCheck>, string>(
        checks => JsonColumn.ToJson(checks)!, json => JsonColumn.FromJson<List<QualityCheck>>(json))
    {
    }

    // Checks are never changed in place.
    private sealed class ChecksComparer() : ValueComparer<IReadOnlyList<QualityCheck>>((a, b) => ReferenceEquals(a, b), checks => checks.Count, checks => checks)
    {
    }
}
