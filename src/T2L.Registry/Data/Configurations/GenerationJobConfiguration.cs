using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace T2L.Registry.Data.Configurations;

internal sealed class GenerationJobConfiguration : IEntityTypeConfiguration<GenerationJob>
{
    public void Configure(EntityTypeBuilder<GenerationJob> builder)
    {
        builder.ToTable("generation_jobs");
        builder.OfTenant();
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(x => x.Status).HasColumnName("status").HasColumnType("text")
            .HasConversion<JobStatusConverter>().HasMaxLength(9); // "cancelled"
        builder.Property(x => x.Description).HasColumnName("description").HasColumnType("text").HasMaxLength(Limits.Description);
        builder.Property(x => x.AdapterName).HasColumnName("adapter_name").HasColumnType("text").HasMaxLength(Limits.AdapterName);
        builder.Property(x => x.HypernetworkDigest).HasColumnName("hypernetwork_digest");
        builder.Property(x => x.Examples).HasColumnName("examples").HasColumnType("jsonb").HasConversion<ExamplesConverter, ExamplesComparer>();
        builder.Property(x => x.Seed).HasColumnName("seed");
        builder.Property(x => x.RequestedBy).HasColumnName("requested_by").HasColumnType("text").HasMaxLength(Limits.Actor);
        ConfigureLease(builder);
        ConfigureOutcome(builder);
        ConfigureLinks(builder);
    }

    private static void ConfigureLease(EntityTypeBuilder<GenerationJob> builder)
    {
        builder.Property(x => x.Attempts).HasColumnName("attempts");
        builder.Property(x => x.LeaseOwner).HasColumnName("lease_owner").HasColumnType("text").HasMaxLength(Limits.Worker);
        builder.Property(x => x.LeaseUntil).HasColumnName("lease_until");
        builder.Property(x => x.AvailableAt).HasColumnName("available_at");
        builder.Property(x => x.AnnouncedAt).HasColumnName("announced_at");
        builder.Property(x => x.Progress).HasColumnName("progress").HasColumnType("jsonb").HasConversion<StageConverter>();
    }

    private static void ConfigureOutcome(EntityTypeBuilder<GenerationJob> builder)
    {
        builder.Property(x => x.Error).HasColumnName("error").HasColumnType("text").HasMaxLength(Limits.Error);
        builder.Property(x => x.AdapterDigest).HasColumnName("adapter_digest");
        builder.Property(x => x.Timings).HasColumnName("timings").HasColumnType("jsonb")
            .HasConversion<TimingsConverter, TimingsComparer>();
        builder.Property(x => x.Report).HasColumnName("report").HasColumnType("jsonb").HasConversion<ReportConverter>();
        builder.Property(x => x.CreatedAt).HasColumnName("created_at");
        builder.Property(x => x.StartedAt).HasColumnName("started_at");
        builder.Property(x => x.FinishedAt).HasColumnName("finished_at");
        builder.Property(x => x.UpdatedAt).HasColumnName("updated_at");
    }

    private static void ConfigureLinks(EntityTypeBuilder<GenerationJob> builder)
    {
        builder.HasIndex(x => x.AnnouncedAt).HasFilter("status in ('queued', 'running')").HasDatabaseName("generation_jobs_unfinished");
        builder.HasIndex(TenantColumn.Name, nameof(GenerationJob.CreatedAt), nameof(GenerationJob.Id)).IsDescending(false, true, true).HasDatabaseName("generation_jobs_newest_first");
        builder.HasIndex(TenantColumn.Name, nameof(GenerationJob.Status), nameof(GenerationJob.CreatedAt), nameof(GenerationJob.Id)).IsDescending(false, false, true, true).HasDatabaseName("generation_jobs_by_status");
        builder.HasIndex(TenantColumn.Name, nameof(GenerationJob.AdapterDigest)).HasDatabaseName("generation_jobs_by_adapter_digest");
        builder.HasIndex(x => x.HypernetworkDigest).HasDatabaseName("generation_jobs_by_hypernetwork_digest");
        builder.HasOne<Hypernetwork>().WithMany().HasForeignKey(x => x.HypernetworkDigest).OnDelete(DeleteBehavior.Restrict);
    }
}
