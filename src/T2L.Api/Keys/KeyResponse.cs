using T2L.Registry.Keys;

namespace T2L.Api.Keys;

/// <summary>A key, without its secret.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Prefix">How its secret begins.</param>
/// <param name="Scopes">What it allows: <c>read</c>, <c>generate</c>, <c>write</c>, <c>approve</c>, <c>admin</c>.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="ExpiresAt">From when on it lets nobody in; null for never.</param>
/// <param name="RevokedAt">When it was revoked.</param>
/// <param name="LastUsedAt">When it was used last, to the minute.</param>
/// <param name="RotatedFrom">The key that it replaces.</param>
internal sealed record KeyResponse(
    Guid Id, string Tenant, string Name, string Prefix, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, string CreatedBy,
    DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt, Guid? RotatedFrom)
{
    public static KeyResponse Of(KeyEntry key) =>
        new(key.Id, key.Tenant, key.Name, key.Prefix, key.Scopes, key.CreatedAt, key.CreatedBy, key.ExpiresAt, key.RevokedAt, key.LastUsedAt, key.RotatedFrom);
}

/// <summary>The keys of the caller's tenant, newest first.</summary>
/// <param name="Items">The keys.</param>
internal sealed record KeyListResponse(IReadOnlyList<KeyResponse> Items);

/// <summary>A new key. The secret is told this once.</summary>
/// <param name="Secret">What to send as <c>Authorization: Bearer</c>.</param>
/// <param name="Key">The key.</param>
internal sealed record NewKeyResponse(string Secret, KeyResponse Key)
{
    public static NewKeyResponse Of(NewKey made) => new(made.Secret, KeyResponse.Of(made.Entry));

    /// <summary>Without the secret: records are printed, and logged.</summary>
    public override string ToString() => $"NewKeyResponse {{ {Key.Prefix} }}";
}
