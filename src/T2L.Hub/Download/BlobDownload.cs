using T2L.Hub.Cache;
using T2L.Hub.Transport;

namespace T2L.Hub.Download;

/// <summary>Brings one blob into the cache: locked, resumed, in several ranges, checked, named.</summary>
/// <param name="connection">The pool.</param>
/// <param name="options">Patience and sizes.</param>
/// <param name="slots">As many as connections may be open; shared by all blobs of a pull.</param>
/// <param name="progress">Is told what arrives.</param>
internal sealed class BlobDownload(HubConnection connection, HubOptions options, SemaphoreSlim slots, ProgressMeter progress)
{
    public async Task RunAsync(RepoCache cache, BlobSource source, CancellationToken cancellation)
    {
        var (file, path) = (source.File, cache.Blob(source.File.BlobName));
        using var held = await FileLock.AcquireAsync(cache.Lock(file.BlobName), options.Pause, cancellation);
        if (cache.BlobSize(file.BlobName) == file.Size)
        {
            progress.Add(file.Size, fromNetwork: false); // another process was faster
            return;
        }
        using var partial = PartialFile.Open(path, file.Size);
        progress.Add(partial.Resumed, fromNetwork: false);
        if (!await FetchAsync(source, partial, cancellation))
        {
            var resumed = partial.Resumed > 0;
            if (resumed)
            {
                // The bytes of an earlier run may be the wrong ones; without them there is no doubt.
                progress.Add(-file.Size, fromNetwork: false);
                partial.StartOver();
            }
            if (!resumed || !await FetchAsync(source, partial, cancellation))
            {
                partial.Discard();
                throw new HubException(HubError.HashMismatch,
                    $"'{file.Path}' of {source.Repository.Repository} arrived with another content than {file.BlobName}. It was deleted; pull again, and if it happens again, the server's copy is damaged.");
            }
        }
        partial.Finish(path);
    }

    private async Task<bool> FetchAsync(BlobSource source, PartialFile partial, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var hashing = source.File.Hash is { } expected && partial.Size > 0
            ? Task.Run(async () => await PrefixHasher.RunAsync(partial, expected, ending.Token) == expected.Hex, CancellationToken.None)
            : Task.FromResult(source.File.Hash is not { } empty || Convert.ToHexStringLower(empty.Start(0).GetHashAndReset()) == empty.Hex);
        try
        {
            await SegmentsAsync(source, partial, cancellation);
            return await hashing;
        }
        catch
        {
            await ending.CancelAsync();
            await hashing.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
    }

    private async Task SegmentsAsync(BlobSource source, PartialFile partial, CancellationToken cancellation)
    {
        var segments = new SegmentDownload(connection, options, source, partial, bytes => progress.Add(bytes, fromNetwork: true));
        try
        {
            await Parallel.ForEachAsync(partial.Missing(options.SegmentBytes), new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancellation },
                async (segment, token) =>
                {
                    await slots.WaitAsync(token);
                    try
                    {
                        await segments.RunAsync(segment, mayRepeat: false, token);
                    }
                    finally
                    {
                        slots.Release();
                    }
                });
        }
        catch (RangesIgnoredException)
        {
            await slots.WaitAsync(cancellation);
            try
            {
                foreach (var gap in partial.Missing(long.MaxValue))
                    await segments.RunAsync(gap, mayRepeat: true, cancellation);
            }
            finally
            {
                slots.Release();
            }
        }
    }
}
