using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using T2L.Adapters;

namespace T2L.Registry.Blobs.S3;

/// <summary>Sends one blob: in one request, or in parts of which nothing stays when one of them fails.</summary>
internal sealed class S3Upload(IAmazonS3 service, S3Names names, int partBytes)
{
    private static readonly TimeSpan AbortPatience = TimeSpan.FromSeconds(30);

    /// <summary>Sends the bytes.</summary>
    /// <param name="digest">Their digest.</param>
    /// <param name="content">Readable, from its start.</param>
    /// <param name="length">How many.</param>
    /// <param name="onlyNew">Whether a key that is there is left as it is; services that do not know the condition replace it with the same bytes.</param>
    /// <param name="cancellationToken">Stops the sending.</param>
    /// <returns>The tag that the service gave the bytes, and whether they were sent.</returns>
    public async Task<(string Tag, bool Sent)> SendAsync(Digest digest, Stream content, long length, bool onlyNew, CancellationToken cancellationToken)
    {
        if (length > partBytes)
            return (await SendPartsAsync(digest, content, length, cancellationToken).ConfigureAwait(false), true);
        try
        {
            var sent = await service.PutObjectAsync(new PutObjectRequest
            {
                BucketName = names.Bucket, Key = names.KeyOf(digest), InputStream = content, AutoCloseStream = false, AutoResetStreamPosition = true,
                ContentType = "application/octet-stream", UseChunkEncoding = false, IfNoneMatch = onlyNew ? "*" : null,
                // Services that know it refuse what arrives otherwise.
                ChecksumSHA256 = Convert.ToBase64String(Convert.FromHexString(digest.Hex)),
            }, cancellationToken).ConfigureAwait(false);
            return (sent.ETag.Trim('"'), true);
        }
        catch (AmazonS3Exception error) when (onlyNew && error.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return ("", false); // somebody else was faster
        }
    }

    private async Task<string> SendPartsAsync(Digest digest, Stream content, long length, CancellationToken cancellationToken)
    {
        var key = names.KeyOf(digest);
        var upload = await service.InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest { BucketName = names.Bucket, Key = key, ContentType = "application/octet-stream" }, cancellationToken).ConfigureAwait(false);
        try
        {
            var parts = new List<PartETag>();
            for (var at = 0L; at < length; at += partBytes)
            {
                var part = await service.UploadPartAsync(new UploadPartRequest
                {
                    BucketName = names.Bucket, Key = key, UploadId = upload.UploadId, PartNumber = parts.Count + 1, InputStream = content, PartSize = Math.Min(partBytes, length - at), UseChunkEncoding = false,
                }, cancellationToken).ConfigureAwait(false);
                parts.Add(new PartETag(parts.Count + 1, part.ETag));
            }

            var whole = await service.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest { BucketName = names.Bucket, Key = key, UploadId = upload.UploadId, PartETags = parts }, cancellationToken).ConfigureAwait(false);
            return whole.ETag.Trim('"');
        }
        catch
        {
            await AbortAsync(key, upload.UploadId).ConfigureAwait(false);
            throw;
        }
    }

    // Parts that nobody puts together would be kept, and paid for.
    private async Task AbortAsync(string key, string uploadId)
    {
        using var patience = new CancellationTokenSource(AbortPatience);
        try
        {
            await service.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = names.Bucket, Key = key, UploadId = uploadId }, patience.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (S3Connection.IsFailure(error) || error is OperationCanceledException)
        {
            // What made the upload fail is what the caller hears; a rule of the bucket removes what is left.
        }
    }
}
