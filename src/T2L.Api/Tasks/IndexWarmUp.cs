using Microsoft.Extensions.Options;
using T2L.Registry.Hosting;
using T2L.Registry.Search;

namespace T2L.Api.Tasks;

/// <summary>Reads the task embeddings when the API starts, so that the first search of a large registry need not wait.</summary>
internal sealed partial class IndexWarmUp(EmbeddingIndex index, IOptions<ApiOptions> options, IOptions<RegistryOptions> registry, ILogger<IndexWarmUp> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.WarmUpSearch || !registry.Value.SearchesInMemory)
            return;
        try
        {
            await index.WarmUpAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends before the reading does.
        }
#pragma warning disable CA1031 // The first search tries again and tells its caller.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.NotRead(logger, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 7202, Level = LogLevel.Warning, Message = "The task embeddings could not be read; the first search by meaning tries again.")]
        public static partial void NotRead(ILogger logger, Exception exception);
    }
}
