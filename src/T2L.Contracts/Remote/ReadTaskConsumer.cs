using MassTransit;

namespace T2L.Contracts.Remote;

/// <summary>Lets the encoder of this process read descriptions that arrive over the bus.</summary>
internal sealed class ReadTaskConsumer(ITaskReader reader) : IConsumer<ReadTask>
{
    public Task Consume(ConsumeContext<ReadTask> context) => Answer.WithAsync(context, async cancellationToken =>
        new TaskRead(await reader.ReadAsync(context.Message.Description, cancellationToken)));
}

/// <summary>A few at once: each takes milliseconds, and somebody is typing.</summary>
internal sealed class ReadTaskConsumerDefinition : ConsumerDefinition<ReadTaskConsumer>
{
    public ReadTaskConsumerDefinition() => ConcurrentMessageLimit = 4;
}
