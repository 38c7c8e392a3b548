using T2L.Hub.Protocol;

namespace T2L.Hub.Transport;

/// <summary>What is asked.</summary>
/// <param name="Address">Where to begin.</param>
/// <param name="Repository">The repository it is about, for messages.</param>
internal sealed record HubRequest(Uri Address, RepoReference Repository)
{
    /// <summary>The file it is about, for messages; null for the list.</summary>
    public string? File { get; init; }

    /// <summary>Which bytes; null for all.</summary>
    public ByteRange? Range { get; init; }

    /// <summary>Asks for the headers only, and stops where the hub has said what it knows.</summary>
    public bool HeadersOnly { get; init; }
}
