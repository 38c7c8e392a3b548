namespace T2L.Hub.Protocol;

/// <summary>The hub's addresses for models.</summary>
internal static class HubAddress
{
    /// <summary>What a revision holds: commit, files, sizes, hashes.</summary>
    public static Uri Listing(Uri endpoint, RepoReference reference) =>
        new($"{Base(endpoint)}/api/models/{reference.Repository}/revision/{Uri.EscapeDataString(reference.Revision)}?blobs=true");

    /// <summary>One file's content, or the way to it.</summary>
    public static Uri File(Uri endpoint, string repository, string commit, string path) =>
        new($"{Base(endpoint)}/{repository}/resolve/{commit}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}");

    /// <summary>The repository's page, for people.</summary>
    public static string Page(Uri endpoint, string repository) => $"{Base(endpoint)}/{repository}";

    private static string Base(Uri endpoint) => endpoint.AbsoluteUri.TrimEnd('/');
}
