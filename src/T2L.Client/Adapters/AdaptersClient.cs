using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using T2L.Client.Jobs;
using T2L.Client.Wire;

namespace T2L.Client.Adapters;

/// <summary>Adapters of a server.</summary>
public sealed class AdaptersClient
{
    private const int WaitSeconds = 60;
    private readonly Server _server;

    internal AdaptersClient(Server server) => _server = server;

    /// <summary>Has an adapter made and waits for it.</summary>
    /// <param name="order">What is wanted.</param>
    /// <param name="idempotencyKey">Makes the same order sent again the job that is there; null where sending twice does no harm.</param>
    /// <param name="cancellationToken">Stops the waiting; the job goes on.</param>
    /// <returns>The adapter.</returns>
    /// <exception cref="T2LException">The order was refused, or the adapter could not be made.</exception>
    public async Task<AdapterInfo> GenerateAsync(AdapterOrder order, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        using var response = await PlaceAsync(order, idempotencyKey, WaitSeconds, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.Created)
            return await Server.ReadAsync<AdapterInfo>(response, cancellationToken).ConfigureAwait(false);
        var job = await Server.ReadAsync<JobInfo>(response, cancellationToken).ConfigureAwait(false);
        var over = await new JobsClient(_server).WaitAsync(job.Id, cancellationToken).ConfigureAwait(false);
        return over.Adapter is { } digest
            ? await GetAsync(digest, cancellationToken).ConfigureAwait(false)
            : throw new T2LException(HttpStatusCode.InternalServerError, "generation_failed", over.Error ?? $"The job {over.Id} was cancelled.");
    }

    /// <summary>Orders an adapter and does not wait.</summary>
    /// <param name="order">What is wanted.</param>
    /// <param name="idempotencyKey">Makes the same order sent again the job that is there.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    /// <returns>The job.</returns>
    public async Task<JobInfo> OrderAsync(AdapterOrder order, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        using var response = await PlaceAsync(order, idempotencyKey, wait: null, cancellationToken).ConfigureAwait(false);
        return await Server.ReadAsync<JobInfo>(response, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Orders up to 100 adapters at once, all or none.</summary>
    /// <param name="orders">What is wanted.</param>
    /// <param name="idempotencyKey">Makes the same orders sent again the jobs that are there.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    /// <returns>The jobs, in order.</returns>
    public async Task<IReadOnlyList<JobInfo>> OrderManyAsync(IReadOnlyList<AdapterOrder> orders, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        (await _server.SendAsync<Page<JobInfo>>(HttpMethod.Post, "v1/adapters/batch", new { Items = orders }, Key(idempotencyKey), cancellationToken).ConfigureAwait(false)).Items;

    /// <summary>Mixes SVF experts. The same mix again is the version that exists.</summary>
    /// <param name="mix">The experts and their weights, or examples to find weights with, which may take minutes.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public Task<AdapterInfo> MixAsync(MixRequest mix, CancellationToken cancellationToken = default) =>
        _server.SendAsync<AdapterInfo>(HttpMethod.Post, "v1/adapters/mix", mix, null, cancellationToken);

    /// <summary>Finds adapters, page after page as they are enumerated.</summary>
    /// <param name="query">Which; null for all, newest first.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public IAsyncEnumerable<AdapterInfo> ListAsync(AdapterQuery? query = null, CancellationToken cancellationToken = default) =>
        Server.ReadPagesAsync((page, cancellation) => PageAsync(query, page, cancellation), cancellationToken);

    /// <summary>One page of the list.</summary>
    /// <param name="query">Which; null for all, newest first.</param>
    /// <param name="page">The <see cref="Page{T}.NextPage"/> of the page before; null for the first.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public Task<Page<AdapterInfo>> PageAsync(AdapterQuery? query = null, string? page = null, CancellationToken cancellationToken = default) =>
        _server.GetAsync<Page<AdapterInfo>>(Server.Query("v1/adapters", (query ?? new AdapterQuery()).ToFields(page)), cancellationToken);

    /// <summary>One adapter.</summary>
    /// <param name="reference">Id, digest, name, name:version or name@alias.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    public Task<AdapterInfo> GetAsync(string reference, CancellationToken cancellationToken = default) =>
        _server.GetAsync<AdapterInfo>(Server.Path($"adapters/{reference}"), cancellationToken);

    /// <summary>The adapters whose tasks are nearest to one's own, nearest first.</summary>
    /// <param name="reference">Which.</param>
    /// <param name="count">How many, 1 to 200.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    public async Task<IReadOnlyList<AdapterInfo>> SimilarAsync(string reference, int count = 20, CancellationToken cancellationToken = default) =>
        (await _server.GetAsync<Page<AdapterInfo>>(Server.Path($"adapters/{reference}/similar?limit={count.ToString(CultureInfo.InvariantCulture)}"), cancellationToken).ConfigureAwait(false)).Items;

    /// <summary>Deletes a version, or by a name all its versions. They can be restored.</summary>
    /// <param name="reference">Which.</param>
    /// <param name="cancellationToken">Stops before it happens.</param>
    /// <returns>What was deleted.</returns>
    public async Task<IReadOnlyList<AdapterInfo>> DeleteAsync(string reference, CancellationToken cancellationToken = default) =>
        (await _server.SendAsync<Page<AdapterInfo>>(HttpMethod.Delete, Server.Path($"adapters/{reference}"), null, null, cancellationToken).ConfigureAwait(false)).Items;

    /// <summary>Restores what was deleted.</summary>
    /// <param name="reference">Which version, or a name for all of its deleted ones.</param>
    /// <param name="cancellationToken">Stops before it happens.</param>
    /// <returns>What is back.</returns>
    public async Task<IReadOnlyList<AdapterInfo>> RestoreAsync(string reference, CancellationToken cancellationToken = default) =>
        (await _server.SendAsync<Page<AdapterInfo>>(HttpMethod.Post, Server.Path($"adapters/{reference}/restore"), null, null, cancellationToken).ConfigureAwait(false)).Items;

    /// <summary>Puts an adapter into the registry.</summary>
    /// <param name="file">A zip of a PEFT folder, or the safetensors file of an SVF expert.</param>
    /// <param name="mediaType"><c>application/zip</c> or <c>application/octet-stream</c>.</param>
    /// <param name="name">Name to publish under; null makes one.</param>
    /// <param name="description">The task it was made for.</param>
    /// <param name="cancellationToken">Stops the sending; nothing is left of it then.</param>
    /// <returns>The version, and whether it is new.</returns>
    public async Task<(AdapterInfo Adapter, bool IsNew)> ImportAsync(
        Stream file, string mediaType, string? name = null, string? description = null, CancellationToken cancellationToken = default)
    {
        using var content = new StreamContent(file) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
        var answer = await _server.ExchangeAsync<AdapterInfo>(HttpMethod.Post, Server.Query("v1/adapters/import", ("name", name), ("description", description)), content, null, cancellationToken).ConfigureAwait(false);
        return (answer.Value, answer.Status == HttpStatusCode.Created);
    }

    /// <summary>Has the server fetch an adapter from the hub it is configured for.</summary>
    /// <param name="wanted">Which, and how to call it.</param>
    /// <param name="cancellationToken">Stops the waiting, and the fetching.</param>
    /// <returns>The version, with the commit it was fetched at, and whether it is new.</returns>
    public async Task<(AdapterInfo Adapter, bool IsNew)> ImportFromHubAsync(HubImport wanted, CancellationToken cancellationToken = default)
    {
        var answer = await _server.ExchangeAsync<AdapterInfo>(HttpMethod.Post, "v1/adapters/import/hub", Server.Content(wanted), null, cancellationToken).ConfigureAwait(false);
        return (answer.Value, answer.Status == HttpStatusCode.Created);
    }

    /// <summary>Reads an adapter's files as they are stored.</summary>
    /// <param name="reference">Which.</param>
    /// <param name="target">Takes the zip.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public Task DownloadAsync(string reference, Stream target, CancellationToken cancellationToken = default) =>
        CopyAsync(Server.Path($"adapters/{reference}/download"), target, cancellationToken);

    /// <summary>Reads an adapter as a given server takes it.</summary>
    /// <param name="reference">Which.</param>
    /// <param name="server"><c>peft</c>, <c>vllm</c>, <c>lorax</c>, <c>llama.cpp</c> or <c>sglang</c>.</param>
    /// <param name="target">Takes the zip.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public Task ExportAsync(string reference, string server, Stream target, CancellationToken cancellationToken = default) =>
        CopyAsync(Server.Path($"adapters/{reference}/export?for={server}"), target, cancellationToken);

    private async Task CopyAsync(string path, Stream target, CancellationToken cancellationToken)
    {
        using var response = await _server.OpenAsync(HttpMethod.Get, path, null, null, cancellationToken).ConfigureAwait(false);
        await response.Content.CopyToAsync(target, cancellationToken).ConfigureAwait(false);
    }

    private Task<HttpResponseMessage> PlaceAsync(AdapterOrder order, string? idempotencyKey, int? wait, CancellationToken cancellationToken) =>
        _server.OpenAsync(HttpMethod.Post, "v1/adapters", Server.Content(order), headers =>
        {
            Key(idempotencyKey)(headers);
            if (wait is { } seconds)
                headers.Add("Prefer", string.Create(CultureInfo.InvariantCulture, $"wait={seconds}"));
        }, cancellationToken);

    private static Action<HttpRequestHeaders> Key(string? idempotencyKey) => headers =>
    {
        if (idempotencyKey is not null)
            headers.Add("Idempotency-Key", idempotencyKey);
    };
}
