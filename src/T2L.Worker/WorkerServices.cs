using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using T2L.Contracts;
using T2L.Contracts.Configuration;
using T2L.Contracts.Remote;
using T2L.Worker.Generation;
using T2L.Worker.Quality;
using T2L.Worker.Serving;

namespace T2L.Worker;

/// <summary>The worker: makes adapters of descriptions and answers prompts with them.</summary>
/// <remarks>The host adds the registry and the bus.</remarks>
public static class WorkerServices
{
    /// <summary>Adds the worker with the models that sections <c>Generation</c> and <c>Inference</c> name.</summary>
    /// <param name="services">Where it is registered.</param>
    public static IServiceCollection AddT2LWorker(this IServiceCollection services) => services.AddWorkerCore().AddModels();

    /// <summary>Adds the care for jobs; who generates and who answers is added apart, as tests do with their own.</summary>
    internal static IServiceCollection AddWorkerCore(this IServiceCollection services)
    {
        services.AddCheckedOptions<GenerationOptions>(GenerationOptions.Section);
        services.AddCheckedOptions<InferenceOptions>(InferenceOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(WorkerIdentity.OfThisProcess());
        services.AddSingleton<QualityGate>();
        services.AddHostedService<HoldingsReport>();
        services.AddSingleton<AttemptEnd>();
        services.AddSingleton<StageReports>();
        services.AddSingleton<RunningJobs>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<JobSweeper>();
        services.AddHostedService(provider => provider.GetRequiredService<JobSweeper>());
        return services.AddSingleton<IAdapterSource, RegistryAdapterSource>();
    }

    /// <summary>Lets the worker hear orders, questions and news.</summary>
    /// <param name="bus">The bus of this process.</param>
    public static void AddWorkerConsumers(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<GenerateAdapterConsumer, GenerateAdapterConsumerDefinition>();
        bus.AddConsumer<JobCancelledConsumer, JobCancelledConsumerDefinition>();
        bus.AddConsumer<AdapterReadyConsumer, AdapterReadyConsumerDefinition>();
        bus.AddEngineConsumers();
    }
}
