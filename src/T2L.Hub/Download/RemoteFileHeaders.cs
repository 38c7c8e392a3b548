using System.Text.RegularExpressions;
using T2L.Hub.Protocol;
using T2L.Hub.Transport;

namespace T2L.Hub.Download;

/// <summary>A file's size and name from the headers of its own address, where the list does not give them.</summary>
internal static partial class RemoteFileHeaders
{
    public static RemoteFile Read(ListedFile listed, LinkedFile linked, RepoReference reference)
    {
        if ((listed.Size ?? linked.Size) is not { } size || size < 0)
            throw new HubException(HubError.BadAnswer, $"The server gives no size for '{listed.Path}' of {reference}, neither in its list nor in the file's headers.");
        if (linked.Size is { } other && other != size)
            throw new HubException(HubError.SizeMismatch, $"'{listed.Path}' of {reference} has {size} bytes by the list of files, {other} by its headers.");
        if (listed.Hash is { } hash)
            return new RemoteFile(listed.Path, size, hash.Hex, hash);
        // The name becomes a file's name in the cache.
        if (linked.Etag is not { } etag || !EtagName().IsMatch(etag))
            throw new HubException(HubError.BadAnswer, $"The server gives no usable name (ETag) for '{listed.Path}' of {reference}; without one the cache cannot tell its versions apart.");
        return new RemoteFile(listed.Path, size, etag, ContentHash.FromEtag(etag));
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_\-]{8,128}\z")]
    private static partial Regex EtagName();
}
