using Microsoft.EntityFrameworkCore;
using T2L.Adapters;
using T2L.Registry.Data.Configurations;

namespace T2L.Registry.Data;

/// <summary>The registry's tables. The schema is made by the files in <c>migrations/</c>; this maps to it.</summary>
/// <param name="options">Which database.</param>
public sealed class RegistryDb(DbContextOptions<RegistryDb> options) : DbContext(options)
{
    /// <summary>Language models that adapters are made for.</summary>
    public DbSet<BaseModel> BaseModels => Set<BaseModel>();

    /// <summary>Networks that write adapters.</summary>
    public DbSet<Hypernetwork> Hypernetworks => Set<Hypernetwork>();

    /// <summary>Names.</summary>
    public DbSet<Adapter> Adapters => Set<Adapter>();

    /// <summary>Published adapters.</summary>
    public DbSet<AdapterVersion> AdapterVersions => Set<AdapterVersion>();

    /// <summary>Names that move between versions.</summary>
    public DbSet<AdapterAlias> AdapterAliases => Set<AdapterAlias>();

    /// <summary>Versions that are out of sight.</summary>
    public DbSet<DeletedVersion> DeletedVersions => Set<DeletedVersion>();

    /// <summary>Who did what.</summary>
    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();

    /// <summary>The files of published adapters.</summary>
    public DbSet<VersionFile> VersionFiles => Set<VersionFile>();

    /// <summary>Bytes that are in the blob store.</summary>
    public DbSet<Blob> Blobs => Set<Blob>();

    /// <summary>Requests to turn a description into an adapter.</summary>
    public DbSet<GenerationJob> GenerationJobs => Set<GenerationJob>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<Digest>()
            .HaveConversion<DigestConverter>()
            .HaveColumnType("text")
            .HaveMaxLength(71); // "sha256:" and 64 digits; the table checks the form

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new BaseModelConfiguration());
        modelBuilder.ApplyConfiguration(new HypernetworkConfiguration());
        modelBuilder.ApplyConfiguration(new AdapterConfiguration());
        modelBuilder.ApplyConfiguration(new AdapterVersionConfiguration());
        modelBuilder.ApplyConfiguration(new AdapterAliasConfiguration());
        modelBuilder.ApplyConfiguration(new DeletedVersionConfiguration());
        modelBuilder.ApplyConfiguration(new AuditEventConfiguration());
        modelBuilder.ApplyConfiguration(new VersionFileConfiguration());
        modelBuilder.ApplyConfiguration(new BlobConfiguration());
        modelBuilder.ApplyConfiguration(new GenerationJobConfiguration());
    }
}
