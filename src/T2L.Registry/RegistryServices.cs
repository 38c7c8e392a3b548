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
using T2L.Registry.Catalog;
using T2L.Registry.Data;
using T2L.Registry.Deletion;
using T2L.Registry.Hosting;
using T2L.Registry.Jobs;
using T2L.Registry.Publishing;

namespace T2L.Registry;

/// <summary>Adds the registry to a program.</summary>
public static class RegistryServices
{
    /// <summary>
    /// Adds <see cref="RegistryDatabase"/>, <see cref="IBlobStore"/>, <see cref="GenerationJobs"/>, <see cref="AdapterPublisher"/>,
    /// <see cref="ExpertMixer"/>, <see cref="AdapterCatalog"/>, <see cref="AdapterAliases"/>, <see cref="AdapterDeletion"/>, <see cref="AuditLog"/> and <see cref="ModelCatalog"/>. A host opens the database when it starts; without one the first use does.
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
        services.AddSingleton<IBlobStore>(provider =>
            new FileBlobStore(provider.GetRequiredService<RegistryPaths>().Blobs, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new RegistryDatabase(
            provider.GetRequiredService<IOptions<RegistryOptions>>().Value,
            provider.GetRequiredService<RegistryPaths>().Postgres,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance));
        services.AddSingleton<IDbContextFactory<RegistryDb>>(provider => provider.GetRequiredService<RegistryDatabase>());
        services.AddSingleton<GenerationJobs>();
        services.AddSingleton<AdapterPublisher>();
        services.AddSingleton<ExpertMixer>();
        services.AddSingleton<AdapterCatalog>();
        services.AddSingleton<AdapterAliases>();
        services.AddSingleton<AdapterDeletion>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<ModelCatalog>();
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
        services.AddSingleton<IValidateOptions<RegistryOptions>, RegistryOptionsCheck>();
        services.AddSingleton<IValidateOptions<StorageOptions>, RegistryOptionsCheck>();
        services.AddSingleton<IValidateOptions<BlobOptions>, RegistryOptionsCheck>();
    }
}
