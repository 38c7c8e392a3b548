using T2L.Api.Tasks;
using T2L.Contracts;
using T2L.Registry;
using T2L.Registry.Catalog;
using T2L.Registry.Search;

namespace T2L.Api.Pages.Home;

/// <summary>Adapters for tasks that other words describe. A help beside the list: where it takes long or cannot be had, the list stands without it.</summary>
/// <param name="reader">Reads a task.</param>
/// <param name="search">Finds what is near to it.</param>
/// <param name="logger">Hears what failed.</param>
internal sealed partial class NearInMeaning(ITaskReader reader, CatalogSearch search, ILogger<NearInMeaning> logger)
{
    public const int MostShown = 5;

    private const int Found = 20; // the best of them are often in the list already
    private const double Least = 0.5;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(600);

    public async Task<IReadOnlyList<CatalogEntry>> FindAsync(HomeQuery query, CancellationToken cancellationToken)
    {
        var text = query.Q?.Trim();
        if (text is not { Length: >= 3 } || !query.IsSearch || query.Deleted || !string.IsNullOrEmpty(query.Page) || TaskDescription.Fault(text) is not null)
            return [];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var task = (await reader.ReadAsync(text, limit.Token)).ToQuery();
            var near = await search.SearchAsync(new CatalogPageRequest(Found, Filter: query.ToFilter() with { Text = null }), task, limit.Token);
            return [.. near.Items.Where(entry => entry.Similarity >= Least)];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [];
        }
#pragma warning disable CA1031 // Whatever keeps the meaning from being read, the words were found.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.NotFound(logger, error);
            return [];
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 7402, Level = LogLevel.Debug, Message = "What is near in meaning could not be found.")]
        public static partial void NotFound(ILogger logger, Exception exception);
    }
}
