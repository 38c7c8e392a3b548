namespace T2L.Hub.Protocol;

/// <summary>One file of a repository.</summary>
/// <param name="Path">Its path there, checked.</param>
/// <param name="Size">Bytes.</param>
/// <param name="BlobName">Its name among the blobs of the cache: the etag.</param>
/// <param name="Hash">What its content must hash to; null where the server gives no hash.</param>
internal sealed record RemoteFile(string Path, long Size, string BlobName, ContentHash? Hash);
