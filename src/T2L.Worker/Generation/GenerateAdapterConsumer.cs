using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using T2L.Contracts;
using T2L.Contracts.Messaging;

namespace T2L.Worker.Generation;

/// <summary>Works on the job a message names, if it is free, and announces what became of it.</summary>
internal sealed partial class GenerateAdapterConsumer(
    JobRunner runner, IHostApplicationLifetime lifetime, IOptions<BusOptions> options, ILogger<GenerateAdapterConsumer> logger)
    : IConsumer<GenerateAdapter>
{
    public async Task Consume(ConsumeContext<GenerateAdapter> context)
    {
        // The context's own token also ends with the connection to the broker. The job is a row, not a message: only this
        // process' end stops the work on it.
        var outcome = await runner.RunAsync(context.Message.JobId, lifetime.ApplicationStopping);
        await AnnounceAsync(context, outcome.Ready);
        await AnnounceAsync(context, outcome.Failed);
    }

    private async Task AnnounceAsync<T>(ConsumeContext context, T? news)
        where T : class
    {
        if (news is not null && await context.TryPublishAsync(news, options.Value, lifetime.ApplicationStopping) is { } error)
            Log.NotAnnounced(logger, news, error);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 6005, Level = LogLevel.Warning, Message = "{News} was not announced; the row has it, and whoever waits asks the row.")]
        public static partial void NotAnnounced(ILogger logger, object news, Exception exception);
    }
}

/// <summary>Two jobs at once, so that one stores while the other computes.</summary>
internal sealed class GenerateAdapterConsumerDefinition : ConsumerDefinition<GenerateAdapterConsumer>
{
    public GenerateAdapterConsumerDefinition() => ConcurrentMessageLimit = 2;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<GenerateAdapterConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        // A classic queue, though a quorum queue would be the safer home: RabbitMQ 3.10 never answers a subscription to one that is
        // made while the broker still starts, and the worker would hear no order again. The rows are the truth; what is lost here is sent again.
        endpointConfigurator.RetryWhatCanHeal();
        // A few in hand; more would wait here while another worker idles.
        endpointConfigurator.PrefetchCount = 4;
    }
}
