using T2L.Hub.Protocol;
using T2L.Hub.Transport;

namespace T2L.Hub.Download;

/// <summary>Where one file comes from: the hub's address, or the store it sent to last, which saves a way through the hub for each range.</summary>
internal sealed class BlobSource(RepoReference repository, string commit, RemoteFile file, Uri address)
{
    private volatile Uri? _store;

    public RepoReference Repository => repository;

    public string Commit => commit;

    public RemoteFile File => file;

    public HubRequest Request(ByteRange? range) => new(_store ?? address, repository) { File = file.Path, Range = range };

    public void Remember(HubAnswer answer)
    {
        if (!RedirectRule.SameOrigin(answer.Location, address))
            _store = answer.Location;
    }

    /// <summary>After a failure the hub is asked again: a store's address is signed for a while only.</summary>
    public void Forget() => _store = null;
}
