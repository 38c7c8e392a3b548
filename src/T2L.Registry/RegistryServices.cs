using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using T2L.Registry.Aliases;
using T2L.Registry.Audit;
using T2L.Registry.Blobs;
using T2L.Registry.Bom;
using T2L.Registry.Catalog;
using T2L.Registry.Catalog.Facets;
using T2L.Registry.Comparing;
using T2L.Registry.Collection;
using T2L.Registry.Data;
using T2L.Registry.Deletion;
using T2L.Registry.Deployments;
using T2L.Registry.Evaluations;
using T2L.Registry.Hosting;
using T2L.Registry.Jobs;
using T2L.Registry.Keys;
using T2L.Registry.Map;
using T2L.Registry.Metadata;
using T2L.Registry.Publishing;
using T2L.Registry.Quality;
using T2L.Registry.Search;
using T2L.Registry.Signing;
using T2L.Registry.Tenants;
using T2L.Registry.Webhooks;

namespace T2L.Registry;

/// <summary>Adds the registry to a program.</summary>
public static class RegistryServices
{
    /// <summary>
    /// Adds the database, the blob store and every service over them: jobs, publishing, catalog and searches, aliases, metadata, deletion, the audit log, models.
    /// A host opens the database when it starts; without one the first use does.
    /// </summary>
    /// <param name="services">The program's services.</param>
    /// <param name="configuration">Keys <c>ConnectionStrings:Registry</c>, <c>Registry</c>, <c>Storage</c>, <c>Blobs</c>.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddRegistry(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        AddOptions(services, configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => RegistryPaths.Of(
            configuration, provider.GetRequiredService<IOptions<StorageOptions>>(), provider.GetRequiredService<IOptions<BlobOptions>>()));
        services.AddSingleton(provider => BlobStores.Open(
            provider.GetRequiredService<IOptions<BlobOptions>>().Value, provider.GetRequiredService<RegistryPaths>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new RegistryDatabase(
            provider.GetRequiredService<IOptions<RegistryOptions>>().Value,
            provider.GetRequiredService<RegistryPaths>().Postgres,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance));
        services.AddSingleton<IDbContextFactory<RegistryDb>>(provider => provider.GetRequiredService<RegistryDatabase>());
        services.AddSingleton<TenantDirectory>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<KeyCheck>();
        services.AddSingleton<GenerationJobs>();
        services.AddSingleton<AdapterPublisher>();
        services.AddSingleton<ExpertMixer>();
        services.AddSingleton<AdapterCatalog>();
        services.AddSingleton<AdapterVersions>();
        services.AddSingleton<FacetCounter>();
        services.AddSingleton<AdapterAliases>();
        services.AddSingleton<AdapterMetadata>();
        services.AddSingleton<VersionChecks>();
        services.AddSingleton<WorkerDirectory>();
        services.AddSingleton<AdapterEvaluations>();
        services.AddSingleton<AdapterMeasures>();
        services.AddSingleton<VersionDiffs>();
        services.AddSingleton<AdapterDeletion>();
        services.AddSingleton<GarbageCollector>();
        services.AddSingleton<BillOfMaterials>();
        services.AddSingleton<VersionSignatures>();
        services.AddHostedService<CollectionService>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<ModelCatalog>();
        services.AddSingleton<AdapterMap>();
        services.AddSingleton<EmbeddingIndex>();
        services.AddSingleton<SemanticSearch>();
        services.AddSingleton<CatalogSearch>();
        services.AddSingleton<WebhookDirectory>();
        services.AddSingleton<WebhookOutbox>();
        services.AddHostedService<RegistryHostedService>();
        return services;
    }

    private static void AddOptions(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RegistryOptions>()
            .Bind(configuration.GetSection(RegistryOptions.Section))
            .Configure(options => options.ConnectionString = configuration.GetConnectionString("Registry") ?? "")
            .ValidateOnStart();
        services.AddOptions<StorageOptions>().Bind(configuration.GetSection(StorageOptions.Section)).ValidateOnStart();
        services.AddOptions<BlobOptions>().Bind(configuration.GetSection(BlobOptions.Section)).ValidateOnStart();
        services.AddOptions<CollectionOptions>().Bind(configuration.GetSection(CollectionOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CollectionOptions>, RegistryOptionsCheck>();
        services.AddOptions<AliasRules>().Configure(rules => configuration.GetSection(AliasRules.Section).Bind(rules.ByName)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AliasRules>, AliasRulesCheck>();
        services.AddOptions<SigningOptions>().Bind(configuration.GetSection(SigningOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SigningOptions>, RegistryOptionsCheck>();
        services.AddSingleton<IValidateOptions<RegistryOptions>, RegistryOptionsCheck>();
        services.AddSingleton<IValidateOptions<StorageOptions>, RegistryOptionsCheck>();
        services.AddSingleton<IValidateOptions<BlobOptions>, RegistryOptionsCheck>();
    }
}
