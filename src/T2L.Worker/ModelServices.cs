using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using T2L.Contracts;
using T2L.Models;
using T2L.Registry.Catalog;
using T2L.Worker.Generation;
using T2L.Worker.Serving;

namespace T2L.Worker;

/// <summary>The models of a worker, loaded in the background.</summary>
internal static class ModelServices
{
    public static IServiceCollection AddModels(this IServiceCollection services)
    {
        services.AddSingleton(LoadGeneration);
        services.AddSingleton(LoadEngine);
        services.AddSingleton(provider => new WorkerModels(
            provider.GetRequiredService<Loading<GenerationModels>>(), provider.GetRequiredService<Loading<IInferenceEngine>>()));
        services.AddSingleton<ServedBaseModel>();
        services.AddSingleton<ExampleSearches>();
        services.AddSingleton<IAdapterGenerator, AdapterGenerator>();
        services.AddSingleton<IInferenceEngine, LoadingEngine>();
        services.AddSingleton<ITaskReader, TaskReader>();
        services.AddHealthChecks().AddCheck<GeneratorHealthCheck>("generator", tags: ["ready"]);
        return services.AddHostedService<ModelWarmUp>();
    }

    private static Loading<GenerationModels> LoadGeneration(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<GenerationOptions>>().Value;
        var device = provider.GetRequiredService<IOptions<InferenceOptions>>().Value.Device;
        return new Loading<GenerationModels>(options.Hypernetwork, cancellationToken => GenerationModels.LoadAsync(
            Full(provider, options.Encoder),
            Full(provider, options.Hypernetwork),
            DeviceChoice.Resolve(device).ToString(),
            provider.GetRequiredService<ModelCatalog>(),
            cancellationToken), provider.GetRequiredService<TimeProvider>());
    }

    private static Loading<IInferenceEngine> LoadEngine(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<InferenceOptions>>().Value;
        return new Loading<IInferenceEngine>(options.BaseModel, cancellationToken => EngineLoader.LoadAsync(
            Full(provider, options.BaseModel),
            options.Decomposition.Length == 0 ? null : Full(provider, options.Decomposition),
            options.ChatTemplate.EndsWith(".jinja", StringComparison.Ordinal) ? Full(provider, options.ChatTemplate) : options.ChatTemplate,
            options,
            provider.GetRequiredService<IAdapterSource>(),
            provider.GetRequiredService<ModelCatalog>(),
            cancellationToken), provider.GetRequiredService<TimeProvider>());
    }

    // A relative directory starts at the host's content root, wherever the program was called from.
    private static string Full(IServiceProvider provider, string directory) =>
        Path.Combine(provider.GetRequiredService<IHostEnvironment>().ContentRootPath, directory);
}
