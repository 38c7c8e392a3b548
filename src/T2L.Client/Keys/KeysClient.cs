using T2L.Client.Wire;

namespace T2L.Client.Keys;

/// <summary>The keys of the caller's tenant. They are for those who have the scope <c>admin</c>.</summary>
public sealed class KeysClient
{
    private readonly Server _server;

    internal KeysClient(Server server) => _server = server;

    /// <summary>The keys, newest first, without their secrets.</summary>
    /// <param name="cancellationToken">Stops the asking.</param>
    public async Task<IReadOnlyList<KeyInfo>> ListAsync(CancellationToken cancellationToken = default) =>
        (await _server.GetAsync<Page<KeyInfo>>("v1/keys", cancellationToken).ConfigureAwait(false)).Items;

    /// <summary>Makes a key.</summary>
    /// <param name="name">What it is for, 1 to 100 characters.</param>
    /// <param name="scopes">What it allows: <c>read</c>, <c>generate</c>, <c>write</c>, <c>approve</c>, <c>admin</c>.</param>
    /// <param name="expiresAt">From when on it lets nobody in; null for never.</param>
    /// <param name="cancellationToken">Stops before it is made.</param>
    /// <returns>The key with its secret, which no later answer has.</returns>
    public Task<NewKeyInfo> CreateAsync(string name, IReadOnlyList<string> scopes, DateTimeOffset? expiresAt = null, CancellationToken cancellationToken = default) =>
        _server.SendAsync<NewKeyInfo>(HttpMethod.Post, "v1/keys", new { Name = name, Scopes = scopes, ExpiresAt = expiresAt }, null, cancellationToken);

    /// <summary>Replaces a key by a new one with the same scopes and end.</summary>
    /// <param name="key">Its id, or how it begins.</param>
    /// <param name="overlap">How long the old one is good still, at most a year; null for an hour.</param>
    /// <param name="cancellationToken">Stops before it happens.</param>
    /// <returns>The new key with its secret.</returns>
    public Task<NewKeyInfo> RotateAsync(string key, TimeSpan? overlap = null, CancellationToken cancellationToken = default) =>
        _server.SendAsync<NewKeyInfo>(HttpMethod.Post, Server.Path($"keys/{key}/rotate"), new { OverlapSeconds = (int?)overlap?.TotalSeconds }, null, cancellationToken);

    /// <summary>Revokes a key. Every server knows within three seconds, this one at once.</summary>
    /// <param name="key">Its id, or how it begins.</param>
    /// <param name="cancellationToken">Stops before it happens.</param>
    public Task<KeyInfo> RevokeAsync(string key, CancellationToken cancellationToken = default) =>
        _server.SendAsync<KeyInfo>(HttpMethod.Delete, Server.Path($"keys/{key}"), null, null, cancellationToken);
}

/// <summary>A key, without its secret.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Prefix">How its secret begins.</param>
/// <param name="Scopes">What it allows.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="ExpiresAt">From when on it lets nobody in; null for never.</param>
/// <param name="RevokedAt">When it was revoked.</param>
/// <param name="LastUsedAt">When it was used last, to the minute.</param>
/// <param name="RotatedFrom">The key that it replaces.</param>
public sealed record KeyInfo(
    Guid Id, string Tenant, string Name, string Prefix, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, string CreatedBy,
    DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt, Guid? RotatedFrom);

/// <summary>A new key.</summary>
/// <param name="Secret">What to send as <c>Authorization: Bearer</c>; told this once.</param>
/// <param name="Key">The key.</param>
public sealed record NewKeyInfo(string Secret, KeyInfo Key)
{
    /// <summary>Without the secret: records are printed, and logged.</summary>
    public override string ToString() => $"NewKeyInfo {{ {Key.Prefix} }}";
}
