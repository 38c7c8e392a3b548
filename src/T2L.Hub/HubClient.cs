using T2L.Hub.Cache;
using T2L.Hub.Download;
using T2L.Hub.Protocol;
using T2L.Hub.Transport;

namespace T2L.Hub;

/// <summary>Pulls files of model repositories into the cache that the hub's own clients use.</summary>
public sealed class HubClient : IDisposable
{
    private const long DiskReserve = 64L << 20;

    private readonly HubOptions _options;
    private readonly HubConnection _connection;

    /// <summary>A client; its connections are shared by everything it does.</summary>
    /// <param name="options">Where, who, how patient.</param>
    public HubClient(HubOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Workers is < 1 or > 64)
            throw new HubException(HubError.BadSetting, $"{options.Workers} connections were asked for; expected 1 to 64 (default 8).");
        _options = options;
        _connection = new HubConnection(options);
    }

    /// <summary>Asks what a revision holds and compares it with the cache. Downloads nothing but the list.</summary>
    /// <param name="reference">Repository and revision.</param>
    /// <param name="filter">Which files.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <exception cref="HubException">There is no such thing, or no way to it.</exception>
    public async Task<PullPlan> PlanAsync(RepoReference reference, PathFilter filter, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(filter);
        if (_options.Offline)
            throw new HubException(HubError.NotCached, $"{reference} cannot be compared with the hub: HF_HUB_OFFLINE is set.");
        var listing = await ListAsync(reference, cancellation);
        var chosen = listing.Files.Where(file => filter.Matches(file.Path)).OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        if (chosen.Count == 0)
            throw new HubException(HubError.NothingMatches, $"None of the {listing.Files.Count} files of {reference} matches {string.Join(", ", filter.Include.Select(pattern => $"'{pattern}'"))}"
                + (filter.Exclude.Count > 0 ? $" without {string.Join(", ", filter.Exclude.Select(pattern => $"'{pattern}'"))}." : "."));
        var cache = new RepoCache(_options.CacheRoot, reference.Repository);
        var files = new List<PlannedFile>();
        foreach (var file in chosen)
            files.Add(Compare(cache, await CompleteAsync(reference, listing.Commit, file, cancellation)));
        return new PullPlan(reference, listing.Commit, files);
    }

    /// <summary>Downloads what a plan lacks and puts the snapshot together. Stopped at any point, the next pull goes on there.</summary>
    /// <param name="plan">From <see cref="PlanAsync"/>.</param>
    /// <param name="progress">Is told how far it is; null for nobody.</param>
    /// <param name="cancellation">Stops; what arrived stays.</param>
    /// <exception cref="HubException">Something did not arrive, or not as it should be; the snapshot then lacks it.</exception>
    public async Task<PullResult> PullAsync(PullPlan plan, IProgress<PullProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var cache = new RepoCache(_options.CacheRoot, plan.Reference.Repository);
        CheckSpace(plan, cache);
        var meter = new ProgressMeter(plan.TotalBytes, plan.Files.Count, _options.Time, progress);
        using var slots = new SemaphoreSlim(_options.Workers);
        var download = new BlobDownload(_connection, _options, slots, meter);
        try
        {
            // Small ones first: what describes a model is there before what it weighs.
            await Parallel.ForEachAsync(plan.Blobs.OrderBy(file => file.Bytes), new ParallelOptions { MaxDegreeOfParallelism = _options.Workers, CancellationToken = cancellation },
                async (file, token) => await BlobAsync(plan, cache, file.Remote, download, meter, token));
            // Last: until everything is there, the revision stays what it was, also for those who are offline.
            cache.SetCommit(plan.Reference.Revision, plan.Commit);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HubException(HubError.CacheUnusable, $"The cache '{_options.CacheRoot}' cannot be written: {exception.Message} What is there already is kept.", exception);
        }
        return new PullResult(plan.Reference, plan.Commit, cache.Snapshot(plan.Commit), [.. plan.Files.Select(file => file.Path)], plan.TotalBytes, meter.Network, meter.Elapsed);
    }

    /// <summary>Reads a small file of a plan into memory, from the cache or from the hub, and leaves nothing in the cache.</summary>
    /// <param name="plan">From <see cref="PlanAsync"/>.</param>
    /// <param name="path">The file's path.</param>
    /// <param name="limit">Most bytes it may have.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>Its bytes; null where the plan has no such file.</returns>
    public async Task<byte[]?> ReadAsync(PullPlan plan, string path, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Files.FirstOrDefault(file => file.Path == path)?.Remote is not { } remote)
            return null;
        if (remote.Size > limit)
            throw new HubException(HubError.BadAnswer, $"'{path}' of {plan.Reference} has {remote.Size} bytes, the limit is {limit}.");
        var cache = new RepoCache(_options.CacheRoot, plan.Reference.Repository);
        if (cache.BlobSize(remote.BlobName) == remote.Size)
            return await File.ReadAllBytesAsync(cache.Blob(remote.BlobName), cancellation);
        var bytes = await AskAsync(new HubRequest(Address(plan, remote), plan.Reference) { File = path }, limit, cancellation);
        if (bytes.Length != remote.Size)
            throw AnswerCheck.Size(remote, bytes.Length);
        return bytes;
    }

    /// <summary>Whether only the cache may be asked.</summary>
    public bool IsOffline => _options.Offline;

    /// <summary>The folder of a repository's files in the cache, with what a filter asks for by name.</summary>
    /// <param name="reference">Repository and revision.</param>
    /// <param name="filter">Which files.</param>
    /// <exception cref="HubException">It is not there, or not all of it.</exception>
    public string RequireCached(RepoReference reference, PathFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var snapshot = new HubCache(_options.CacheRoot).Require(reference);
        return filter.Unmatched(HubCache.Files(snapshot)).FirstOrDefault() is { } missing
            ? throw new HubException(HubError.NotCached, $"The cache has {reference}, but nothing that matches '{missing}'. Pull again without HF_HUB_OFFLINE.")
            : snapshot;
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private async Task BlobAsync(PullPlan plan, RepoCache cache, RemoteFile file, BlobDownload download, ProgressMeter meter, CancellationToken cancellation)
    {
        if (cache.BlobSize(file.BlobName) == file.Size)
            meter.Add(file.Size, fromNetwork: false);
        else
            await download.RunAsync(cache, new BlobSource(plan.Reference, plan.Commit, file, Address(plan, file)), cancellation);
        foreach (var same in plan.Files.Where(other => other.Remote.BlobName == file.BlobName))
        {
            cache.Link(plan.Commit, same.Path, file.BlobName);
            meter.FileDone();
        }
    }

    private void CheckSpace(PullPlan plan, RepoCache cache)
    {
        var free = _options.FreeBytes(cache.Folder);
        if (plan.MissingBytes > 0 && free < plan.MissingBytes + DiskReserve)
            throw new HubException(HubError.DiskFull,
                $"{plan.Reference} needs {plan.MissingBytes} more bytes in '{_options.CacheRoot}', {free} are free. Make room, choose less with --include, or set HF_HOME to another disk.");
    }

    private Task<RepoListing> ListAsync(RepoReference reference, CancellationToken cancellation) =>
        new Backoff(_options, $"The list of files of {reference}").RunAsync(async () =>
        {
            var body = await AskOnceAsync(new HubRequest(HubAddress.Listing(_options.Endpoint, reference), reference), ListingJson.MaxBytes, cancellation);
            return ListingJson.Parse(body, reference.ToString());
        }, cancellation);

    private Task<byte[]> AskAsync(HubRequest request, int limit, CancellationToken cancellation) =>
        new Backoff(_options, $"'{request.File}' of {request.Repository}").RunAsync(() => AskOnceAsync(request, limit, cancellation), cancellation);

    private async Task<byte[]> AskOnceAsync(HubRequest request, int limit, CancellationToken cancellation)
    {
        using var guard = new StallGuard(_options, cancellation);
        using var answer = await _connection.AskAsync(request, guard);
        return await BoundedBody.ReadAsync(answer, limit, guard);
    }

    // A mirror's list may lack sizes and hashes; the file's own headers have them.
    private async Task<RemoteFile> CompleteAsync(RepoReference reference, string commit, ListedFile file, CancellationToken cancellation)
    {
        if (file is { Size: { } size, Hash: { } hash })
            return new RemoteFile(file.Path, size, hash.Hex, hash);
        var request = new HubRequest(HubAddress.File(_options.Endpoint, reference.Repository, commit, file.Path), reference) { File = file.Path, HeadersOnly = true };
        return await new Backoff(_options, $"'{file.Path}' of {reference}").RunAsync(async () =>
        {
            using var guard = new StallGuard(_options, cancellation);
            using var answer = await _connection.AskAsync(request, guard);
            return RemoteFileHeaders.Read(file, answer.Linked, reference);
        }, cancellation);
    }

    private static PlannedFile Compare(RepoCache cache, RemoteFile file) => new(file,
        cache.BlobSize(file.BlobName) == file.Size ? file.Size : PartialFile.BytesOf(cache.Blob(file.BlobName), file.Size));

    private Uri Address(PullPlan plan, RemoteFile file) => HubAddress.File(_options.Endpoint, plan.Reference.Repository, plan.Commit, file.Path);
}
