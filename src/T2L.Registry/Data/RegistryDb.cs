using Microsoft.EntityFrameworkCore;
using T2L.Adapters;
using T2L.Registry.Data.Configurations;

namespace T2L.Registry.Data;

/// <summary>The registry's tables. The schema is made by the files in <c>migrations/</c>; this maps to it.</summary>
/// <param name="options">Which database.</param>
public sealed class RegistryDb(DbContextOptions<RegistryDb> options) : DbContext(options)
{
    /// <summary>Those whose adapters are theirs alone.</summary>
    public DbSet<Tenant> Tenants => Set<Tenant>();

    /// <summary>Who is let in.</summary>
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    /// <summary>Language models that adapters are made for.</summary>
    public DbSet<BaseModel> BaseModels => Set<BaseModel>();

    /// <summary>Networks that write adapters.</summary>
    public DbSet<Hypernetwork> Hypernetworks => Set<Hypernetwork>();

    /// <summary>Names.</summary>
    public DbSet<Adapter> Adapters => Set<Adapter>();

    /// <summary>What adapters are for, in words.</summary>
    public DbSet<AdapterCard> AdapterCards => Set<AdapterCard>();

    /// <summary>Published adapters.</summary>
    public DbSet<AdapterVersion> AdapterVersions => Set<AdapterVersion>();

    /// <summary>Names that move between versions.</summary>
    public DbSet<AdapterAlias> AdapterAliases => Set<AdapterAlias>();

    /// <summary>Versions that are out of sight.</summary>
    public DbSet<DeletedVersion> DeletedVersions => Set<DeletedVersion>();

    /// <summary>What is known of the quality of versions.</summary>
    public DbSet<VersionCheck> VersionChecks => Set<VersionCheck>();

    /// <summary>What was measured of versions.</summary>
    public DbSet<Evaluation> Evaluations => Set<Evaluation>();

    /// <summary>How well versions did.</summary>
    public DbSet<VersionScore> VersionScores => Set<VersionScore>();

    /// <summary>Workers, as they say it.</summary>
    public DbSet<WorkerRow> Workers => Set<WorkerRow>();

    /// <summary>What workers hold.</summary>
    public DbSet<Deployment> Deployments => Set<Deployment>();

    /// <summary>Signatures of versions.</summary>
    public DbSet<VersionSignature> VersionSignatures => Set<VersionSignature>();

    /// <summary>Who did what.</summary>
    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();

    /// <summary>The files of published adapters.</summary>
    public DbSet<VersionFile> VersionFiles => Set<VersionFile>();

    /// <summary>Bytes that are in the blob store.</summary>
    public DbSet<Blob> Blobs => Set<Blob>();

    /// <summary>Requests to turn a description into an adapter.</summary>
    public DbSet<GenerationJob> GenerationJobs => Set<GenerationJob>();

    /// <summary>Addresses that are told what happens.</summary>
    public DbSet<Webhook> Webhooks => Set<Webhook>();

    /// <summary>What is to be told, and what was.</summary>
    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    /// <summary>1 − cosine of two task embeddings, computed by pgvector; only in queries, see migration 0023.</summary>
    internal static double TaskDistance(float[] left, float[] right) => throw new NotSupportedException("The database computes this.");

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<Digest>()
            .HaveConversion<DigestConverter>()
            .HaveColumnType("text")
            .HaveMaxLength(71); // "sha256:" and 64 digits; the table checks the form

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new TenantConfiguration());
        modelBuilder.ApplyConfiguration(new ApiKeyConfiguration());
        modelBuilder.ApplyConfiguration(new BaseModelConfiguration());
        modelBuilder.ApplyConfiguration(new HypernetworkConfiguration());
        modelBuilder.ApplyConfiguration(new AdapterConfiguration());
        modelBuilder.ApplyConfiguration(new AdapterCardConfiguration());
        modelBuilder.ApplyConfiguration(new AdapterVersionConfiguration());
        modelBuilder.ApplyConfiguration(new AdapterAliasConfiguration());
        modelBuilder.ApplyConfiguration(new DeletedVersionConfiguration());
        modelBuilder.ApplyConfiguration(new VersionCheckConfiguration());
        modelBuilder.ApplyConfiguration(new EvaluationConfiguration());
        modelBuilder.ApplyConfiguration(new VersionScoreConfiguration());
        modelBuilder.ApplyConfiguration<WorkerRow>(new WorkerConfiguration());
        modelBuilder.ApplyConfiguration<Deployment>(new WorkerConfiguration());
        modelBuilder.ApplyConfiguration(new AuditEventConfiguration());
        modelBuilder.ApplyConfiguration(new VersionFileConfiguration());
        modelBuilder.ApplyConfiguration(new BlobConfiguration());
        modelBuilder.ApplyConfiguration(new VersionSignatureConfiguration());
        modelBuilder.ApplyConfiguration(new GenerationJobConfiguration());
        modelBuilder.ApplyConfiguration(new WebhookConfiguration());
        modelBuilder.ApplyConfiguration(new WebhookDeliveryConfiguration());
        modelBuilder.HasDbFunction(() => TaskDistance(default!, default!)).HasName("task_distance");
        modelBuilder.AddTenants();
    }
}
