using System.Net;
using T2L.Hub.Protocol;
using T2L.Hub.Transport;

namespace T2L.Hub.Download;

/// <summary>Compares an answer's headers with what was asked and with what the list of files says, before a byte is taken from it.</summary>
internal static class AnswerCheck
{
    /// <summary>Checks what the hub says of the file: a revision that moves under a running pull would mix two files.</summary>
    public static void Linked(LinkedFile linked, RemoteFile file, string commit)
    {
        if (linked.Commit is { } other && other != commit)
            throw new HubException(HubError.BadAnswer, $"'{file.Path}' was asked for at commit {commit}, the server gave it from {RemotePath.Printable(other)}.");
        if (linked.Etag is { } etag && ContentHash.FromEtag(etag) is not null && etag != file.BlobName)
            throw new HubException(HubError.HashMismatch, $"'{file.Path}' is {file.BlobName} by the list of files, but the server has {etag} for it. Nothing was put into the cache; try again later.");
        if (linked.Size is { } size && size != file.Size)
            throw Size(file, size);
    }

    /// <summary>Checks the part that is sent.</summary>
    /// <returns>Whether it is the whole file although a range was asked for.</returns>
    public static bool IsWhole(HttpResponseMessage response, ByteRange? asked, RemoteFile file)
    {
        var length = response.Content.Headers.ContentLength;
        if (response.StatusCode == HttpStatusCode.OK)
            return length is not { } whole || whole == file.Size ? asked is not null : throw Size(file, whole);
        if (response.StatusCode != HttpStatusCode.PartialContent || asked is not { } range)
            throw new HubException(HubError.BadAnswer, $"'{file.Path}': the server answered {(int)response.StatusCode} where {(asked is null ? "200" : "206 or 200")} was expected.");
        if (response.Content.Headers.ContentRange is not { Unit: "bytes", From: { } from, To: { } to } sent)
            throw new HubException(HubError.BadAnswer, $"'{file.Path}': the server sends a part of the file but does not say which (Content-Range).");
        if (sent.Length is { } total && total != file.Size)
            throw Size(file, total);
        if (from != range.Start || to != range.End - 1 || (length is { } part && part != range.Length))
            throw new HubException(HubError.BadAnswer, $"'{file.Path}': bytes {range.Start}-{range.End - 1} were asked for, the server sends {from}-{to} ({length} bytes).");
        return false;
    }

    public static HubException Size(RemoteFile file, long got) => new(HubError.SizeMismatch,
        $"'{file.Path}' has {file.Size} bytes by the list of files, the server sends {got}. Nothing was put into the cache; try again later.");

    public static HubException TooLong(RemoteFile file) => new(HubError.SizeMismatch,
        $"'{file.Path}' has {file.Size} bytes by the list of files, the server sends more. Nothing was put into the cache; try again later.");
}
