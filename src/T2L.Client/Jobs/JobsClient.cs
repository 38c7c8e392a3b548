using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using T2L.Client.Wire;

namespace T2L.Client.Jobs;

/// <summary>Jobs of a server.</summary>
public sealed class JobsClient
{
    private static readonly TimeSpan BetweenCalls = TimeSpan.FromSeconds(1);
    private readonly Server _server;

    internal JobsClient(Server server) => _server = server;

    /// <summary>One job.</summary>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    public Task<JobInfo> GetAsync(Guid id, CancellationToken cancellationToken = default) => _server.GetAsync<JobInfo>(Server.Path($"jobs/{id}"), cancellationToken);

    /// <summary>Jobs, newest first, page after page as they are enumerated.</summary>
    /// <param name="status">Only jobs that stand like this, several with commas; null for all.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public IAsyncEnumerable<JobInfo> ListAsync(string? status = null, CancellationToken cancellationToken = default) =>
        Server.ReadPagesAsync((page, cancellation) => PageAsync(status, page, cancellationToken: cancellation), cancellationToken);

    /// <summary>One page of the list.</summary>
    /// <param name="status">Only jobs that stand like this, several with commas; null for all.</param>
    /// <param name="page">The <see cref="Page{T}.NextPage"/> of the page before; null for the first.</param>
    /// <param name="size">Jobs of a page, 1 to 200.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public Task<Page<JobInfo>> PageAsync(string? status = null, string? page = null, int size = 50, CancellationToken cancellationToken = default) => _server.GetAsync<Page<JobInfo>>(
        Server.Query("v1/jobs", ("status", status), ("page", page), ("limit", size.ToString(CultureInfo.InvariantCulture))), cancellationToken);

    /// <summary>Cancels a job; a worker that runs it stops.</summary>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Stops before it happens.</param>
    public Task<JobInfo> CancelAsync(Guid id, CancellationToken cancellationToken = default) =>
        _server.SendAsync<JobInfo>(HttpMethod.Post, Server.Path($"jobs/{id}/cancel"), null, null, cancellationToken);

    /// <summary>The job as it stands, and again at each change, until it is over. A broken connection is made anew.</summary>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Stops the watching.</param>
    public async IAsyncEnumerable<JobInfo> WatchAsync(Guid id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? seen = null;
        while (true)
        {
            using var response = await _server.OpenAsync(HttpMethod.Get, Server.Path($"jobs/{id}/events"), null, headers =>
            {
                if (seen is not null)
                    headers.Add("Last-Event-ID", seen);
            }, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NoContent)
                yield break;
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
                await foreach (var (job, tag) in ReadAsync(stream, cancellationToken).ConfigureAwait(false))
                {
                    seen = tag;
                    yield return job;
                    if (job.IsOver)
                        yield break;
                }
            await Task.Delay(BetweenCalls, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until a job is over.</summary>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Stops the waiting; the job goes on.</param>
    /// <returns>The job as it ended.</returns>
    public async Task<JobInfo> WaitAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await foreach (var job in WatchAsync(id, cancellationToken).ConfigureAwait(false))
            if (job.IsOver)
                return job;
        return await GetAsync(id, cancellationToken).ConfigureAwait(false);
    }

    private static async IAsyncEnumerable<(JobInfo Job, string? Tag)> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = SseParser.Create(stream, (_, data) => JsonSerializer.Deserialize<JobInfo>(data, Server.Json)!).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (events.ConfigureAwait(false))
            while (await NextAsync(events).ConfigureAwait(false))
                yield return (events.Current.Data, events.Current.EventId);
    }

    // A server that stops breaks its streams; the caller asks again.
    private static async Task<bool> NextAsync(IAsyncEnumerator<SseItem<JobInfo>> events)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            return false;
        }
    }
}
