using T2L.Client.Wire;

namespace T2L.Client.Quality;

/// <summary>What is known of versions' quality.</summary>
public sealed class ChecksClient
{
    private readonly Server _server;

    internal ChecksClient(Server server) => _server = server;

    /// <summary>What was checked of a version, and what came of it.</summary>
    /// <param name="reference">Which.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    public Task<CheckInfo> GetAsync(string reference, CancellationToken cancellationToken = default) =>
        _server.GetAsync<CheckInfo>(Server.Path($"adapters/{reference}/checks"), cancellationToken);

    /// <summary>Checks a version again: its numbers at once, its effect by the next worker that hears of it.</summary>
    /// <param name="reference">Which.</param>
    /// <param name="cancellationToken">Stops before it happens.</param>
    public Task<CheckInfo> RepeatAsync(string reference, CancellationToken cancellationToken = default) =>
        _server.SendAsync<CheckInfo>(HttpMethod.Post, Server.Path($"adapters/{reference}/checks"), null, null, cancellationToken);

    /// <summary>Lets a quarantined version out.</summary>
    /// <param name="reference">Which.</param>
    /// <param name="reason">Why it may be used all the same, 1 to 1,000 characters; it stands in the audit log.</param>
    /// <param name="cancellationToken">Stops before it happens.</param>
    public Task<CheckInfo> ReleaseAsync(string reference, string reason, CancellationToken cancellationToken = default) =>
        _server.SendAsync<CheckInfo>(HttpMethod.Post, Server.Path($"adapters/{reference}/release"), new { Reason = reason }, null, cancellationToken);
}
