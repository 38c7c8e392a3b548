using System.Globalization;
using Microsoft.EntityFrameworkCore;
using T2L.Registry.Audit;
using T2L.Registry.Data;
using T2L.Registry.Tenants;

namespace T2L.Registry.Keys;

/// <summary>Makes, lists, replaces and revokes the keys of a tenant.</summary>
/// <param name="contexts">Opens the registry's database.</param>
/// <param name="time">Dates the rows.</param>
public sealed class ApiKeys(IDbContextFactory<RegistryDb> contexts, TimeProvider time)
{
    /// <summary>What is wrong with a key's name.</summary>
    /// <returns>A sentence for the user; null when it is fine.</returns>
    public static string? NameFault(string? name) => !string.IsNullOrWhiteSpace(name) && name.Length <= Limits.KeyName && !name.Any(char.IsControl)
        ? null
        : $"The key's name is not 1 to {Limits.KeyName} characters of text; expected what it is for, for instance 'build server'.";

    /// <summary>Makes a key.</summary>
    /// <param name="name">What it is for.</param>
    /// <param name="scopes">What it allows; see <see cref="KeyScope"/>.</param>
    /// <param name="actor">Who makes it.</param>
    /// <param name="expiresAt">From when on it lets nobody in; null for never.</param>
    /// <param name="cancellationToken">Stops before it is made.</param>
    /// <exception cref="ArgumentException">Name, scopes or end cannot be.</exception>
    public async Task<NewKey> CreateAsync(string name, IReadOnlyCollection<string> scopes, Actor actor, DateTimeOffset? expiresAt = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if ((NameFault(name) ?? KeyScope.Fault([.. scopes])) is { } fault)
            throw new ArgumentException(fault);
        var now = time.Now();
        if (expiresAt <= now)
            throw new ArgumentException($"The key would expire at {expiresAt:u}, which is over. Choose a later time, or none.");
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await WriteAsync(db, Row(name, scopes, actor, now) with { ExpiresAt = expiresAt },
                made => new AuditRecord(db, actor, now).AddOfKey(AuditAction.KeyCreate, made, ("expires_at", Time(expiresAt))), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Lists the keys, newest first.</summary>
    /// <param name="cancellationToken">Stops the listing.</param>
    public async Task<IReadOnlyList<KeyEntry>> ListAsync(CancellationToken cancellationToken = default)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
            return await db.ApiKeys.AsNoTracking().OrderByDescending(x => x.Id).Select(KeyEntry.FromRow).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether anybody at all has a key, of whatever tenant.</summary>
    /// <param name="cancellationToken">Stops the looking.</param>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken = default)
    {
        using var all = TenantScope.EnterAll();
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
            return await db.ApiKeys.AnyAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Revokes a key. It lets nobody in any more, at the latest <see cref="KeyCheck.Remembered"/> later.</summary>
    /// <param name="key">Its id or its prefix.</param>
    /// <param name="actor">Who revokes it.</param>
    /// <param name="cancellationToken">Stops before it is revoked.</param>
    /// <exception cref="UnknownKeyException">There is no such key, or it is revoked.</exception>
    public async Task<KeyEntry> RevokeAsync(string key, Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var (now, id) = (time.Now(), Id(key));
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var transaction = await db.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var rows = await db.ApiKeys.FromSql($"""
                    update api_keys set revoked_at = {now}, revoked_by = {actor.Name} where (id = {id} or prefix = {key}) and revoked_at is null returning *
                    """).AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
                if (rows is not [var revoked])
                    throw new UnknownKeyException(key);
                new AuditRecord(db, actor, now).AddOfKey(AuditAction.KeyRevoke, revoked);
                await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                return KeyEntry.Of(revoked);
            }
        }
    }

    /// <summary>Replaces a key by a new one with the same name, scopes and end.</summary>
    /// <param name="key">Its id or its prefix.</param>
    /// <param name="overlap">How long the old one is good for still.</param>
    /// <param name="actor">Who replaces it.</param>
    /// <param name="cancellationToken">Stops before it is replaced.</param>
    /// <exception cref="UnknownKeyException">There is no such key, or it is over.</exception>
    public async Task<NewKey> RotateAsync(string key, TimeSpan overlap, Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentOutOfRangeException.ThrowIfLessThan(overlap, TimeSpan.Zero);
        var (now, id) = (time.Now(), Id(key));
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var transaction = await db.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var old = await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(
                    x => (x.Id == id || x.Prefix == key) && x.RevokedAt == null && (x.ExpiresAt == null || x.ExpiresAt > now), cancellationToken).ConfigureAwait(false)
                    ?? throw new UnknownKeyException(key);
                await db.Database.ExecuteSqlAsync($"update api_keys set expires_at = least(expires_at, {now + overlap}) where id = {old.Id}", cancellationToken).ConfigureAwait(false);
                var made = await WriteAsync(db, Row(old.Name, old.Scopes, actor, now) with { ExpiresAt = old.ExpiresAt, RotatedFrom = old.Id },
                    row => new AuditRecord(db, actor, now).AddOfKey(AuditAction.KeyRotate, row, ("from", old.Prefix), ("from_ends_at", Time(Earlier(old.ExpiresAt, now + overlap)))), cancellationToken).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                return made;
            }
        }
    }

    private static Guid? Id(string key) => Guid.TryParse(key, out var id) ? id : null;

    private static ApiKey Row(string name, IReadOnlyCollection<string> scopes, Actor actor, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), Name = name, Prefix = "", SecretHash = [], Scopes = [.. KeyScope.All.Where(scopes.Contains)], CreatedAt = now, CreatedBy = actor.Name,
    };

    private static DateTimeOffset Earlier(DateTimeOffset? one, DateTimeOffset other) => one < other ? one.Value : other;

    private static string? Time(DateTimeOffset? time) => time?.ToString("u", CultureInfo.InvariantCulture);

    // The line of the log is written with the key: neither is there without the other.
    private static async Task<NewKey> WriteAsync(RegistryDb db, ApiKey row, Action<ApiKey> log, CancellationToken cancellationToken)
    {
        var secret = KeySecret.New();
        row = row with { Prefix = KeySecret.PrefixOf(secret), SecretHash = KeySecret.HashOf(secret) };
        db.ApiKeys.Add(row);
        log(row);
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return new NewKey(KeyEntry.Of(row), secret);
    }
}
