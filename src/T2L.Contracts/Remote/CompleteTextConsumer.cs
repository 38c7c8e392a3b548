using MassTransit;

namespace T2L.Contracts.Remote;

/// <summary>Lets the engine of this process answer prompts that arrive over the bus.</summary>
internal sealed class CompleteTextConsumer(IInferenceEngine engine) : IConsumer<CompleteText>
{
    public Task Consume(ConsumeContext<CompleteText> context) => Answer.WithAsync(context, async cancellationToken =>
        new TextCompleted(await engine.CompleteAsync(context.Message.Request, cancellationToken)));
}

/// <summary>Many prompts at once, so that the engine can batch them. A classic queue: a request dies with its caller, so writing
/// it to disk on several nodes would only cost time.</summary>
internal sealed class CompleteTextConsumerDefinition : ConsumerDefinition<CompleteTextConsumer>
{
    public CompleteTextConsumerDefinition() => ConcurrentMessageLimit = 32;
}
