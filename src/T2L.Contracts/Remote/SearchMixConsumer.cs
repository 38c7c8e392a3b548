using MassTransit;
using Microsoft.Extensions.Options;
using T2L.Contracts.Messaging;

namespace T2L.Contracts.Remote;

/// <summary>Lets the engine of this process search for mixes that somebody asks for over the bus.</summary>
internal sealed class SearchMixConsumer(IInferenceEngine engine, IOptions<BusOptions> options) : IConsumer<SearchMix>
{
    public Task Consume(ConsumeContext<SearchMix> context) => Answer.WithAsync(context, async cancellationToken =>
    {
        // Whoever asked has given up by then.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(options.Value.RequestTimeoutSeconds));
        return new MixFound(await engine.SearchMixAsync(context.Message.Wanted, patience.Token));
    });
}

/// <summary>One search at a time: each takes all of the engine that prompts leave.</summary>
internal sealed class SearchMixConsumerDefinition : ConsumerDefinition<SearchMixConsumer>
{
    public SearchMixConsumerDefinition() => ConcurrentMessageLimit = 1;
}
