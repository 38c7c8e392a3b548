using System.Linq.Expressions;
using T2L.Registry.Data;

namespace T2L.Registry.Keys;

/// <summary>A key as lists show it, without its secret.</summary>
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
public sealed record KeyEntry(
    Guid Id, string Tenant, string Name, string Prefix, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, string CreatedBy,
    DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt, Guid? RotatedFrom)
{
    internal static Expression<Func<ApiKey, KeyEntry>> FromRow { get; } = x =>
        new KeyEntry(x.Id, x.Tenant, x.Name, x.Prefix, x.Scopes, x.CreatedAt, x.CreatedBy, x.ExpiresAt, x.RevokedAt, x.LastUsedAt, x.RotatedFrom);

    internal static Func<ApiKey, KeyEntry> Of { get; } = FromRow.Compile();

    /// <summary>True while it lets somebody in.</summary>
    /// <param name="now">The time.</param>
    public bool IsGood(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is not { } end || now < end);
}

/// <summary>A new key. The secret is told here and never again.</summary>
/// <param name="Entry">The key.</param>
/// <param name="Secret">What to send as <c>Authorization: Bearer</c>.</param>
public sealed record NewKey(KeyEntry Entry, string Secret)
{
    /// <summary>Without the secret: records are printed, and logged.</summary>
    public override string ToString() => $"NewKey {{ {Entry.Prefix} }}";
}
