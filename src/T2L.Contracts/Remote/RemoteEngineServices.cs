using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace T2L.Contracts.Remote;

/// <summary>The two ends of an engine that is reached over the bus.</summary>
public static class RemoteEngineServices
{
    /// <summary>For a process without models: <see cref="IInferenceEngine"/> and <see cref="ITaskReader"/> ask the workers.</summary>
    public static IServiceCollection AddRemoteEngine(this IServiceCollection services) =>
        services.AddSingleton<WorkerQuestions>().AddSingleton<IInferenceEngine, RemoteInferenceEngine>().AddSingleton<ITaskReader, RemoteTaskReader>();

    /// <summary>For a process with an engine: answers what others ask.</summary>
    public static void AddEngineConsumers(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<CompleteTextConsumer, CompleteTextConsumerDefinition>();
        bus.AddConsumer<DescribeEngineConsumer>();
        bus.AddConsumer<PrefetchAdapterConsumer>();
        bus.AddConsumer<SearchMixConsumer, SearchMixConsumerDefinition>();
        bus.AddConsumer<ReadTaskConsumer, ReadTaskConsumerDefinition>();
    }
}
