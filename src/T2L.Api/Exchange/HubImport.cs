using Microsoft.Extensions.Options;
using T2L.Adapters;
using T2L.Adapters.Origin;
using T2L.Adapters.Uploads;

namespace T2L.Api.Exchange;

/// <summary>Fetches adapters from the hub, bounded in bytes and time; read as uploads are, through a temporary folder that is gone afterwards.</summary>
internal sealed class HubImport(IOptions<ApiOptions> options, IAdapterHub hub, TimeProvider time) : IDisposable
{
    private const int AtOnce = 2;

    // Others wait, and their time runs.
    private readonly SemaphoreSlim _turns = new(AtOnce, AtOnce);

    /// <summary>Fetches one.</summary>
    /// <exception cref="UploadException">What arrived is refused, or nothing did in time; nothing of it stays.</exception>
    /// <exception cref="AdapterHubException">It cannot be fetched.</exception>
    public async Task<(AnyAdapter Adapter, HubOrigin Origin)> FetchAsync(string repository, string revision, CancellationToken cancellationToken)
    {
        var seconds = options.Value.Hub.TimeoutSeconds;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await _turns.WaitAsync(either.Token);
            try
            {
                return await ReadAsync(repository, revision, either.Token);
            }
            finally
            {
                _turns.Release();
            }
        }
        catch (OperationCanceledException late) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new UploadException(ErrorCode.HubUnavailable, $"'{repository}' did not arrive within {seconds} s (Api:Hub:TimeoutSeconds). Nothing of it was kept; try again.", late);
        }
    }

    public void Dispose() => _turns.Dispose();

    private async Task<(AnyAdapter Adapter, HubOrigin Origin)> ReadAsync(string repository, string revision, CancellationToken cancellationToken)
    {
        var (folder, limits) = options.Value.NewUploadFolder();
        using (folder)
        {
            try
            {
                var origin = await hub.FetchAsync(repository, revision, folder, limits, cancellationToken);
                return (folder.Read(), origin);
            }
            catch (AdapterFormatException error)
            {
                throw AdapterUpload.Refused(error);
            }
        }
    }
}

/// <summary>Stands where no hub was given.</summary>
internal sealed class AbsentHub : IAdapterHub
{
    public Task<HubOrigin> FetchAsync(string repository, string revision, UploadFolder folder, UploadLimits limits, CancellationToken cancellationToken = default) =>
        throw new AdapterHubException(AdapterHubError.Off, "This server fetches nothing from a hub (Api:Hub:Enabled). Download the adapter and send it: POST /v1/adapters/import.");
}
