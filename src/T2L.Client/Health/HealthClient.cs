using T2L.Client.Wire;

namespace T2L.Client.Health;

/// <summary>Whether a server lives and can be sent work.</summary>
public sealed class HealthClient
{
    private readonly Server _server;

    internal HealthClient(Server server) => _server = server;

    /// <summary>Answers as long as the process does.</summary>
    /// <param name="cancellationToken">Stops the asking.</param>
    public Task<HealthInfo> LiveAsync(CancellationToken cancellationToken = default) => _server.GetAsync<HealthInfo>("health/live", cancellationToken);

    /// <summary>Answers when registry, bus and models can take work.</summary>
    /// <param name="cancellationToken">Stops the asking.</param>
    /// <exception cref="T2LException">They cannot, or not yet; the message says which, and <see cref="T2LException.RetryAfter"/> when to ask again.</exception>
    public Task<HealthInfo> ReadyAsync(CancellationToken cancellationToken = default) => _server.GetAsync<HealthInfo>("health/ready", cancellationToken);
}

/// <summary>What a server says of itself.</summary>
/// <param name="Status"><c>live</c> or <c>ready</c>.</param>
/// <param name="Checks">What was looked at, and its state.</param>
public sealed record HealthInfo(string Status, IReadOnlyDictionary<string, string> Checks);
