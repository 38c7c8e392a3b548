using MassTransit;
using Microsoft.Extensions.Options;
using T2L.Contracts;
using T2L.Contracts.Messaging;
using T2L.Registry.Catalog;

namespace T2L.Api.Adapters;

/// <summary>Announces adapters that were published here, so that workers load them before the first prompt asks.</summary>
/// <param name="bus">Reaches the workers.</param>
/// <param name="options">How long a broker may take.</param>
/// <param name="logger">Hears of lost messages.</param>
internal sealed partial class AdapterNews(IBus bus, IOptions<BusOptions> options, ILogger<AdapterNews> logger)
{
    /// <summary>Announces a version. News that cannot be sent is no failure: a worker loads an adapter when it is asked for it.</summary>
    public async Task AnnounceAsync(CatalogEntry entry)
    {
        var news = new AdapterReady(null, entry.Digest.Value, entry.BaseModel);
        if (await bus.TryPublishAsync(news, options.Value, CancellationToken.None) is { } error)
            Log.NotAnnounced(logger, news.Digest, error);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 7201, Level = LogLevel.Warning, Message = "Adapter {Digest} was not announced; workers load it when it is asked for.")]
        public static partial void NotAnnounced(ILogger logger, string digest, Exception exception);
    }
}
