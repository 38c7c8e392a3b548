using MassTransit;
using T2L.Contracts;
using T2L.Contracts.Messaging;

namespace T2L.Worker.Generation;

/// <summary>Works on the job a message names, if it is free, and announces what became of it.</summary>
internal sealed class GenerateAdapterConsumer(JobRunner runner) : IConsumer<GenerateAdapter>
{
    public async Task Consume(ConsumeContext<GenerateAdapter> context)
    {
        var outcome = await runner.RunAsync(context.Message.JobId, context.CancellationToken);
        if (outcome.Ready is { } ready)
            await context.Publish(ready, context.CancellationToken);
        if (outcome.Failed is { } failed)
            await context.Publish(failed, context.CancellationToken);
    }
}

/// <summary>Orders survive the broker; two jobs at once, so that one stores while the other computes.</summary>
internal sealed class GenerateAdapterConsumerDefinition : ConsumerDefinition<GenerateAdapterConsumer>
{
    public GenerateAdapterConsumerDefinition() => ConcurrentMessageLimit = 2;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<GenerateAdapterConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        endpointConfigurator.UseQuorumQueue();
        endpointConfigurator.RetryWhatCanHeal();
        // The row keeps the order and its reason, and the sweeper repeats it; a second heap of failed messages would only mislead.
        endpointConfigurator.DiscardFaultedMessages();
    }
}
