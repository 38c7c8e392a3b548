using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using T2L.Adapters;
using T2L.Registry.Hosting;

namespace T2L.Registry.Blobs.S3;

/// <summary>The client of a service, and the words for what goes wrong with it.</summary>
internal static class S3Connection
{
    public static AmazonS3Client Open(S3Options options)
    {
        var config = new AmazonS3Config
        {
            AuthenticationRegion = options.Region,
            ForcePathStyle = options.PathStyle,
            Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
            MaxErrorRetry = options.Retries,
            RetryMode = RequestRetryMode.Standard,
            // Services other than Amazon's keep the SDK's own frames around the bytes as if they were bytes. Every blob is checked by its digest here.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint.Length > 0)
            config.ServiceURL = options.Endpoint;
        else
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(options.Region);
        return options.AccessKey.Length > 0 ? new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, options.SecretKey), config) : new AmazonS3Client(config);
    }

    /// <summary>Runs a request about one blob.</summary>
    /// <exception cref="BlobMissingException">The service has no such key.</exception>
    /// <exception cref="BlobStoreException">The service does not answer, or refuses.</exception>
    public static async Task<T> AskAsync<T>(S3Names names, Digest digest, string what, Func<Task<T>> request)
    {
        try
        {
            return await request().ConfigureAwait(false);
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound && error.ErrorCode != "NoSuchBucket")
        {
            throw new BlobMissingException(digest, names.AddressOf(digest));
        }
        catch (Exception error) when (IsFailure(error))
        {
            throw Failed(what, names.AddressOf(digest), error);
        }
    }

    public static bool IsFailure(Exception error) => error is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException
        || (error is TaskCanceledException && error.InnerException is TimeoutException);

    public static BlobStoreException Failed(string what, string address, Exception error) =>
        new($"The blob store does not {what} {address}: {Said(error)}", error);

    private static string Said(Exception error) => error switch
    {
        AmazonS3Exception { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized } refused => $"{refused.ErrorCode}. Check Blobs:S3:AccessKey and Blobs:S3:SecretKey, and what they may do in the bucket.",
        AmazonS3Exception { ErrorCode: "NoSuchBucket" } => "there is no such bucket. Make it, or check Blobs:S3:Bucket.",
        AmazonServiceException { ErrorCode: { Length: > 0 } code } refused => $"{(int)refused.StatusCode} {code}. {refused.Message.TrimEnd('.')}.",
        _ => $"{error.Message.TrimEnd('.')}. Check Blobs:S3:Endpoint, and that the service runs.",
    };
}
