using MassTransit;

namespace T2L.Contracts.Remote;

/// <summary>Lets the engine of this process load an adapter that somebody asks for over the bus.</summary>
internal sealed class PrefetchAdapterConsumer(IInferenceEngine engine) : IConsumer<PrefetchAdapter>
{
    public Task Consume(ConsumeContext<PrefetchAdapter> context) => Answer.WithAsync(context, async cancellationToken =>
    {
        await engine.PrefetchAsync(context.Message.AdapterDigest, cancellationToken);
        return new AdapterPrefetched(context.Message.AdapterDigest);
    });
}
