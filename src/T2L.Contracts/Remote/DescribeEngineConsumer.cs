using MassTransit;

namespace T2L.Contracts.Remote;

/// <summary>Tells over the bus what the engine of this process serves. Its own queue, so that long prompts do not delay it.</summary>
internal sealed class DescribeEngineConsumer(IInferenceEngine engine) : IConsumer<DescribeEngine>
{
    public Task Consume(ConsumeContext<DescribeEngine> context) => Answer.WithAsync(context, async cancellationToken =>
        new EngineDescribed(await engine.DescribeAsync(cancellationToken)));
}
