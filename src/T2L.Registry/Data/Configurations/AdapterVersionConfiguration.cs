using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace T2L.Registry.Data.Configurations;

internal sealed class AdapterVersionConfiguration : IEntityTypeConfiguration<AdapterVersion>
{
    public void Configure(EntityTypeBuilder<AdapterVersion> builder)
    {
        builder.ToTable("adapter_versions");
        builder.OfTenant();
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(x => x.Digest).HasColumnName("digest");
        builder.Property(x => x.AdapterId).HasColumnName("adapter_id");
        builder.Property(x => x.Name).HasColumnName("name").HasColumnType("text");
        builder.Property(x => x.Team).HasColumnName("team").HasColumnType("text").HasComputedColumnSql("split_part(name, '/', 1)", stored: true);
        builder.Property(x => x.Version).HasColumnName("version");
        builder.Property(x => x.Kind).HasColumnName("kind").HasColumnType("text").HasConversion<AdapterKindConverter>();
        ConfigureOrigin(builder);
        builder.Property(x => x.Rank).HasColumnName("rank");
        builder.Property(x => x.Alpha).HasColumnName("alpha");
        builder.Property(x => x.TargetModules).HasColumnName("target_modules").HasColumnType("text[]");
        builder.Property(x => x.Parameters).HasColumnName("parameters");
        builder.Property(x => x.Bytes).HasColumnName("bytes");
        builder.Property(x => x.CreatedAt).HasColumnName("created_at");
        builder.Property(x => x.Search).HasColumnName("search").HasColumnType("tsvector").IsRequired();
        ConfigureLinks(builder);
    }

    private static void ConfigureOrigin(EntityTypeBuilder<AdapterVersion> builder)
    {
        builder.Property(x => x.Source).HasColumnName("source").HasColumnType("text");
        builder.Property(x => x.HubRepository).HasColumnName("hub_repository").HasColumnType("text").HasMaxLength(96); // the hub's own limit
        builder.Property(x => x.HubCommit).HasColumnName("hub_commit").HasColumnType("text").HasMaxLength(40);
        builder.Property(x => x.Description).HasColumnName("description").HasColumnType("text").HasMaxLength(Limits.Description);
        builder.Property(x => x.Embedding).HasColumnName("embedding").HasColumnType("real[]"); // ranked in this program: no vector extension
        builder.Property(x => x.BaseModel).HasColumnName("base_model").HasColumnType("text").HasMaxLength(Limits.ModelName);
        builder.Property(x => x.BaseModelDigest).HasColumnName("base_model_digest");
        builder.Property(x => x.HypernetworkDigest).HasColumnName("hypernetwork_digest");
        builder.Property(x => x.EncoderDigest).HasColumnName("encoder_digest");
        builder.Property(x => x.Seed).HasColumnName("seed");
        builder.Property(x => x.Report).HasColumnName("report").HasColumnType("jsonb").HasConversion<ReportConverter>();
        builder.Property(x => x.Mix).HasColumnName("mix").HasColumnType("jsonb").HasConversion<MixConverter>();
    }

    private static void ConfigureLinks(EntityTypeBuilder<AdapterVersion> builder)
    {
        builder.HasAlternateKey(x => new { x.Id, x.AdapterId }).HasName("adapter_versions_of_an_adapter"); // aliases point at both
        builder.HasIndex(TenantColumn.Name, nameof(AdapterVersion.Digest)).IsUnique().HasDatabaseName("adapter_versions_by_digest"); // same bytes, same version
        builder.HasIndex(x => x.Digest).HasDatabaseName("adapter_versions_by_manifest"); // of whatever tenant: may its bytes go?
        builder.HasIndex(x => new { x.AdapterId, x.Version }).IsUnique().HasDatabaseName("adapter_versions_by_number");
        builder.HasIndex(TenantColumn.Name, nameof(AdapterVersion.CreatedAt), nameof(AdapterVersion.Id)).IsDescending(false, true, true).HasDatabaseName("adapter_versions_newest_first");
        builder.HasIndex(TenantColumn.Name, nameof(AdapterVersion.BaseModel), nameof(AdapterVersion.CreatedAt), nameof(AdapterVersion.Id)).IsDescending(false, false, true, true).HasDatabaseName("adapter_versions_by_base_model");
        builder.HasIndex(x => x.CreatedAt).HasDatabaseName("adapter_versions_by_time"); // the registry's own look for what is new
        builder.HasIndex(TenantColumn.Name, nameof(AdapterVersion.Rank), nameof(AdapterVersion.CreatedAt), nameof(AdapterVersion.Id)).IsDescending(false, false, true, true).HasDatabaseName("adapter_versions_by_rank");
        builder.HasIndex(TenantColumn.Name, nameof(AdapterVersion.Kind), nameof(AdapterVersion.CreatedAt), nameof(AdapterVersion.Id)).IsDescending(false, false, true, true).HasDatabaseName("adapter_versions_by_kind");
        builder.HasIndex(TenantColumn.Name, nameof(AdapterVersion.Name), nameof(AdapterVersion.Version)).IsUnique().IsDescending(false, false, true).HasDatabaseName("adapter_versions_by_name");
        builder.HasIndex(TenantColumn.Name, nameof(AdapterVersion.Team), nameof(AdapterVersion.CreatedAt), nameof(AdapterVersion.Id)).IsDescending(false, false, true, true).HasDatabaseName("adapter_versions_by_team");
        builder.HasIndex([TenantColumn.Name, nameof(AdapterVersion.Name)], "beginning").HasOperators("", "text_pattern_ops").HasDatabaseName("adapter_versions_by_beginning_of_name");
        builder.HasIndex(x => x.Search).HasMethod("gin").HasDatabaseName("adapter_versions_by_words");
        builder.HasIndex(TenantColumn.Name, nameof(AdapterVersion.EncoderDigest), nameof(AdapterVersion.Digest)).HasFilter("embedding is not null").HasDatabaseName("adapter_versions_by_encoder");
        builder.HasIndex(x => x.BaseModelDigest).HasDatabaseName("adapter_versions_by_base_model_digest");
        builder.HasIndex(x => x.HypernetworkDigest).HasDatabaseName("adapter_versions_by_hypernetwork_digest");
        builder.HasOne(x => x.Adapter).WithMany().HasForeignKey(x => x.AdapterId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(x => x.Base).WithMany().HasForeignKey(x => x.BaseModelDigest).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Hypernetwork>().WithMany().HasForeignKey(x => x.HypernetworkDigest).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(x => x.Files).WithOne().HasForeignKey(x => x.VersionId).OnDelete(DeleteBehavior.Restrict);
    }
}
