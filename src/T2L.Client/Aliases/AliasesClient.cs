using T2L.Client.Wire;

namespace T2L.Client.Aliases;

/// <summary>Aliases of a server's adapters.</summary>
public sealed class AliasesClient
{
    private readonly Server _server;

    internal AliasesClient(Server server) => _server = server;

    /// <summary>The aliases of an adapter, by name.</summary>
    /// <param name="adapter">The adapter's name.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    public async Task<IReadOnlyList<AliasInfo>> ListAsync(string adapter, CancellationToken cancellationToken = default) =>
        (await _server.GetAsync<Page<AliasInfo>>(Server.Path($"adapters/{adapter}/aliases"), cancellationToken).ConfigureAwait(false)).Items;

    /// <summary>One alias, with its <see cref="AliasInfo.Tag"/>.</summary>
    /// <param name="adapter">The adapter's name.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    public Task<AliasInfo> GetAsync(string adapter, string alias, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Get, Server.Path($"adapters/{adapter}/aliases/{alias}"), null, null, cancellationToken);

    /// <summary>Points an alias at a version.</summary>
    /// <param name="adapter">The adapter's name.</param>
    /// <param name="alias">The alias; made where there is none.</param>
    /// <param name="version">Number of the version.</param>
    /// <param name="expected">The <see cref="AliasInfo.Tag"/> of what the caller saw; null moves it from wherever it is.</param>
    /// <param name="cancellationToken">Stops before it happens.</param>
    /// <exception cref="T2LException"><c>precondition_failed</c>: somebody moved it in between.</exception>
    public Task<AliasInfo> SetAsync(string adapter, string alias, int version, string? expected = null, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Put, Server.Path($"adapters/{adapter}/aliases/{alias}"), new { Version = version }, expected, cancellationToken);

    /// <summary>Returns an alias to the version before its last move.</summary>
    /// <param name="adapter">The adapter's name.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="expected">The tag of what the caller saw.</param>
    /// <param name="cancellationToken">Stops before it happens.</param>
    public Task<AliasInfo> RollBackAsync(string adapter, string alias, string? expected = null, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, Server.Path($"adapters/{adapter}/aliases/{alias}/rollback"), null, expected, cancellationToken);

    /// <summary>Removes an alias; the version stays.</summary>
    /// <param name="adapter">The adapter's name.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="expected">The tag of what the caller saw.</param>
    /// <param name="cancellationToken">Stops before it happens.</param>
    public Task RemoveAsync(string adapter, string alias, string? expected = null, CancellationToken cancellationToken = default) =>
        _server.ExchangeAsync<object>(HttpMethod.Delete, Server.Path($"adapters/{adapter}/aliases/{alias}"), null, Server.Expecting(expected), cancellationToken);

    private async Task<AliasInfo> SendAsync(HttpMethod method, string path, object? body, string? expected, CancellationToken cancellationToken)
    {
        var answer = await _server.ExchangeAsync<AliasInfo>(method, path, Server.Content(body), Server.Expecting(expected), cancellationToken).ConfigureAwait(false);
        return answer.Value with { Tag = answer.Tag };
    }
}
