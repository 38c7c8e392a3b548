using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace T2L.Contracts.Remote;

/// <summary>The two ends of an engine that is reached over the bus.</summary>
public static class RemoteEngineServices
{
    /// <summary>For a process without an engine: <see cref="IInferenceEngine"/> asks the workers.</summary>
    public static IServiceCollection AddRemoteEngine(this IServiceCollection services) =>
        services.AddSingleton<IInferenceEngine, RemoteInferenceEngine>();

    /// <summary>For a process with an engine: answers what others ask.</summary>
    public static void AddEngineConsumers(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<CompleteTextConsumer, CompleteTextConsumerDefinition>();
        bus.AddConsumer<DescribeEngineConsumer>();
        bus.AddConsumer<PrefetchAdapterConsumer>();
        bus.AddConsumer<SearchMixConsumer, SearchMixConsumerDefinition>();
    }
}
