using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using T2L.Contracts.Configuration;

namespace T2L.Contracts.Messaging;

/// <summary>Sets the bus up: one transport, chosen by <c>Bus:Transport</c>, and the consumers of the roles in this process.</summary>
public static class BusServices
{
    /// <summary>Adds the bus. It connects in the background; a broker that is away does not keep the process from starting.</summary>
    /// <param name="services">Where the bus is registered.</param>
    /// <param name="configuration">The root of the configuration; section <c>Bus</c> is read and checked.</param>
    /// <param name="consumers">Registers what this process consumes.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A key of section <c>Bus</c> is wrong.</exception>
    public static IServiceCollection AddBus(
        this IServiceCollection services, IConfiguration configuration, Action<IBusRegistrationConfigurator> consumers)
    {
        var options = configuration.ReadChecked<BusOptions>(BusOptions.Section);
        services.AddCheckedOptions<BusOptions>(BusOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        StartInTime(services, options);
        return services.AddMassTransit(bus =>
        {
            // MassTransit reports usage to its makers unless told not to; this program sends nothing to anybody.
            bus.ConfigureUsageTelemetryOptions(telemetry => telemetry.Enabled = false);
            bus.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter("t2l", includeNamespace: false));
            // Nothing is kept in error queues: rows keep orders and their reasons, askers get faults, and news may be missed.
            bus.AddConfigureEndpointsCallback((_, _, endpoint) => endpoint.DiscardFaultedMessages());
            consumers(bus);
            if (options.UsesRabbitMq)
                bus.UsingRabbitMq((context, rabbit) => Connect(rabbit, context, options.RabbitMq));
            else
                bus.UsingInMemory((context, memory) => memory.ConfigureEndpoints(context));
        });
    }

    // The bus in memory drops what nobody listens to yet, so the host waits for it, a moment. A broker may be away for long; its
    // queues keep what is sent meanwhile.
    private static void StartInTime(IServiceCollection services, BusOptions options) =>
        services.Configure<MassTransitHostOptions>(host => host.WaitUntilStarted = !options.UsesRabbitMq);

    private static void Connect(IRabbitMqBusFactoryConfigurator rabbit, IBusRegistrationContext context, RabbitMqOptions options)
    {
        rabbit.Host(options.Host, (ushort)options.Port, options.VirtualHost, host =>
        {
            host.Username(options.User);
            host.Password(options.Password);
        });
        rabbit.ConfigureEndpoints(context);
    }
}
