using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using T2L.Adapters;
using T2L.Registry.Hosting;

namespace T2L.Registry.Blobs.S3;

/// <summary>Blobs as objects of an S3-compatible service: <c>prefix/sha256/3f/3f9a…</c>. What is sent is compared afterwards, what is read is checked by its digest.</summary>
public sealed class S3BlobStore : IBlobStore, IDisposable
{
    private readonly AmazonS3Client _service;
    private readonly S3Names _names;
    private readonly S3Upload _upload;
    private readonly int _partBytes;
    private readonly TimeSpan _presigned;
    private readonly bool _plain;

    /// <summary>A store in a bucket that is there.</summary>
    /// <param name="options">Where, and with which keys.</param>
    public S3BlobStore(S3Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _service = S3Connection.Open(options);
        _names = new S3Names(options);
        _partBytes = options.PartBytes;
        _upload = new S3Upload(_service, _names, _partBytes);
        _presigned = TimeSpan.FromMinutes(options.PresignMinutes);
        _plain = options.Endpoint.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public string Location => _names.Location;

    /// <inheritdoc/>
    public async Task<Digest> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var digest = Digest.Of(content.Span);
        await PutAsync(digest, content, cancellationToken).ConfigureAwait(false);
        return digest;
    }

    /// <inheritdoc/>
    public async Task PutAsync(Digest digest, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var tag = S3Tag.Of(content.Span, _partBytes);
        using var stream = new ReadOnlyMemoryStream(content);
        await PutAsync(digest, stream, content.Length, tag, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<Digest> PutAsync(Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        // The key is the digest, which is not known before the last byte.
        using var file = await S3Spool.OfAsync(content, _partBytes, cancellationToken).ConfigureAwait(false);
        await PutAsync(file.Digest, file.Stream, file.Stream.Length, file.Tag, cancellationToken).ConfigureAwait(false);
        return file.Digest;
    }

    /// <inheritdoc/>
    public async Task<byte[]> ReadAsync(Digest digest, CancellationToken cancellationToken = default)
    {
        var stream = await OpenAsync(digest, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            if (stream.Length > FileBlobStore.MaxBytesInMemory)
                throw new BlobCorruptException(digest, _names.AddressOf(digest), $"{stream.Length} bytes where at most {FileBlobStore.MaxBytesInMemory} are read into memory");
            var bytes = new byte[stream.Length];
            return await AskAsync(digest, "send", async () =>
            {
                await stream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
                _ = await stream.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false); // the end is where an empty blob is checked
                return bytes;
            }).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(Digest digest, CancellationToken cancellationToken = default)
    {
        var answer = await AskAsync(digest, "send", () => _service.GetObjectAsync(_names.Bucket, _names.KeyOf(digest), cancellationToken)).ConfigureAwait(false);
        return new VerifyingStream(answer.ResponseStream, answer.ContentLength, digest, _names.AddressOf(digest));
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenRangeAsync(Digest digest, long offset, long length, CancellationToken cancellationToken = default)
    {
        if (length == 0)
            return Stream.Null;
        var range = new GetObjectRequest { BucketName = _names.Bucket, Key = _names.KeyOf(digest), ByteRange = new ByteRange(offset, offset + length - 1) };
        var answer = await AskAsync(digest, "send a part of", () => _service.GetObjectAsync(range, cancellationToken)).ConfigureAwait(false);
        return new PartStream(answer.ResponseStream, length);
    }

    /// <inheritdoc/>
    public async Task<bool> ExistsAsync(Digest digest, CancellationToken cancellationToken = default) =>
        await HeadAsync(digest, cancellationToken).ConfigureAwait(false) is not null;

    /// <inheritdoc/>
    public Task DeleteAsync(Digest digest, CancellationToken cancellationToken = default) =>
        AskAsync(digest, "remove", () => _service.DeleteObjectAsync(_names.Bucket, _names.KeyOf(digest), cancellationToken));

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredBlob> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = new ListObjectsV2Request { BucketName = _names.Bucket, Prefix = _names.Prefix };
        ListObjectsV2Response page;
        do
        {
            page = await PageAsync(request, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.S3Objects ?? [])
            {
                if (_names.DigestOf(item.Key) is { } digest)
                    yield return new StoredBlob(digest, item.Size ?? 0, item.LastModified?.ToUniversalTime() ?? DateTime.UtcNow);
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }

    /// <inheritdoc/>
    public Uri? Presign(Digest digest, string fileName)
    {
        var request = new GetPreSignedUrlRequest
        {
            BucketName = _names.Bucket, Key = _names.KeyOf(digest), Verb = HttpVerb.GET, Expires = DateTime.UtcNow + _presigned, Protocol = _plain ? Protocol.HTTP : Protocol.HTTPS,
        };
        request.ResponseHeaderOverrides.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        return new Uri(_service.GetPreSignedURL(request));
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _service.Dispose();

    private async Task PutAsync(Digest digest, Stream content, long length, string tag, CancellationToken cancellationToken)
    {
        var held = await HeadAsync(digest, cancellationToken).ConfigureAwait(false);
        if (held is not null && await IsWholeAsync(digest, held, length, tag, cancellationToken).ConfigureAwait(false))
            return;
        // What is there is damaged: replaced, whatever the condition says.
        var (given, sent) = await AskAsync(digest, "take", () => _upload.SendAsync(digest, content, length, onlyNew: held is null, cancellationToken)).ConfigureAwait(false);
        if (sent && given == tag)
            return;
        // A tag of another kind, or another writer's bytes: only reading them tells.
        if (await ReadsBackAsync(digest, cancellationToken).ConfigureAwait(false))
            return;
        await DeleteAsync(digest, CancellationToken.None).ConfigureAwait(false);
        throw new BlobStoreException($"The blob store does not keep {_names.AddressOf(digest)} as it was sent; it was removed again. Something between here and the service changes bytes: check Blobs:S3:Endpoint.");
    }

    private async Task<bool> IsWholeAsync(Digest digest, GetObjectMetadataResponse held, long length, string tag, CancellationToken cancellationToken) =>
        held.ContentLength == length && (held.ETag?.Trim('"') == tag || await ReadsBackAsync(digest, cancellationToken).ConfigureAwait(false));

    private async Task<bool> ReadsBackAsync(Digest digest, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await OpenAsync(digest, cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
                await stream.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (error is BlobCorruptException or BlobMissingException)
        {
            return false;
        }
    }

    private async Task<GetObjectMetadataResponse?> HeadAsync(Digest digest, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(digest, "look for", () => _service.GetObjectMetadataAsync(_names.Bucket, _names.KeyOf(digest), cancellationToken)).ConfigureAwait(false);
        }
        catch (BlobMissingException)
        {
            return null;
        }
    }

    private async Task<ListObjectsV2Response> PageAsync(ListObjectsV2Request request, CancellationToken cancellationToken)
    {
        try
        {
            return await _service.ListObjectsV2Async(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (S3Connection.IsFailure(error))
        {
            throw S3Connection.Failed("list", $"{_names.Location}sha256/", error);
        }
    }

    private Task<T> AskAsync<T>(Digest digest, string what, Func<Task<T>> request) => S3Connection.AskAsync(_names, digest, what, request);
}
