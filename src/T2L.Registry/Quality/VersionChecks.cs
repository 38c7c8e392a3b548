using System.Globalization;
using Microsoft.EntityFrameworkCore;
using T2L.Adapters;
using T2L.Registry.Audit;
using T2L.Registry.Catalog;
using T2L.Registry.Data;
using T2L.Registry.Data.Configurations;
using T2L.Registry.Tenants;

namespace T2L.Registry.Quality;

/// <summary>
/// Keeps what is known of the quality of versions. A version is <c>ready</c> when a worker has shown that it changes the model's output and nothing else spoke against it; one failed
/// check and it is <c>quarantined</c>. What is decided stays so until it is checked again or released.
/// </summary>
/// <param name="contexts">Opens the registry's database.</param>
/// <param name="time">Dates the checks.</param>
public sealed class VersionChecks(IDbContextFactory<RegistryDb> contexts, TimeProvider time)
{
    private const int MaxReason = 1000;

    /// <summary>What is known of a version.</summary>
    /// <param name="reference">Whatever names it; quarantined ones are found too.</param>
    /// <param name="cancellationToken">Stops the looking.</param>
    /// <exception cref="AdapterNotFoundException">There is no such version.</exception>
    public async Task<CheckEntry> FindAsync(string reference, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var found = await AdapterReference.Select(db.AdapterVersions.AsNoTracking().Seen(), reference).OrderBy(x => x.Id)
                .Select(x => new { x.Id, x.Version, x.Digest, x.Name }).Take(2).ToListAsync(cancellationToken).ConfigureAwait(false);
            if (found is not [var version])
                throw new AdapterNotFoundException(reference);
            var row = await db.VersionChecks.AsNoTracking().SingleOrDefaultAsync(x => x.VersionId == version.Id, cancellationToken).ConfigureAwait(false);
            return Entry(version.Name, version.Version, version.Digest, row);
        }
    }

    /// <summary>Adds checks that were made. All together decide: one that failed quarantines, a measured effect without any makes ready.</summary>
    /// <param name="digest">The version.</param>
    /// <param name="checks">The checks; one of a name that was made before takes its place.</param>
    /// <param name="by">Who made them.</param>
    /// <param name="again">Whether to decide anew what was decided.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>What is known now.</returns>
    /// <exception cref="AdapterNotFoundException">There is no such version.</exception>
    public Task<CheckEntry> RecordAsync(Digest digest, IReadOnlyList<QualityCheck> checks, Actor by, bool again = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(checks);
        ArgumentNullException.ThrowIfNull(by);
        return ChangeAsync(digest, async (db, version, before) =>
        {
            if (before is { Status: not CheckStatus.Pending } && !again)
                return before;
            var after = Merged(version.Id, before, checks, again, by, time.Now());
            if (after.Status == CheckStatus.Quarantined && before?.Status != CheckStatus.Quarantined)
                after = after with { ChangedBy = new AuditRecord(db, by, time.Now()).Add(AuditAction.VersionQuarantine, version.Name, version.Version, version.Digest, ("checks", Failed(after))) };
            db.VersionChecks.Add(after).State = before is null ? EntityState.Added : EntityState.Modified;
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return after;
        }, cancellationToken);
    }

    /// <summary>Adds checks of bytes, which are the same for all tenants that have them.</summary>
    /// <param name="digest">The version.</param>
    /// <param name="checks">The checks.</param>
    /// <param name="by">Who made them.</param>
    /// <param name="cancellationToken">Stops between the tenants.</param>
    public async Task RecordForAllAsync(Digest digest, IReadOnlyList<QualityCheck> checks, Actor by, CancellationToken cancellationToken = default)
    {
        foreach (var tenant in await TenantsAsync(digest, cancellationToken).ConfigureAwait(false))
        {
            using var scope = TenantScope.Enter(tenant);
            await RecordAsync(digest, checks, by, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Refuses bytes that are quarantined wherever they are published. Whether a tenant may use its own version was decided before.</summary>
    /// <param name="digest">The version.</param>
    /// <param name="cancellationToken">Stops the looking.</param>
    /// <exception cref="AdapterNotFoundException">There is no such version.</exception>
    /// <exception cref="AdapterQuarantinedException">It is quarantined.</exception>
    public async Task RequireTrustedAsync(Digest digest, CancellationToken cancellationToken = default)
    {
        using var all = TenantScope.EnterAll();
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var trusted = await db.AdapterVersions.AsNoTracking().Seen().Where(x => x.Digest == digest)
                .Select(x => x.Checks.All(check => check.Status != CheckStatus.Quarantined)).ToListAsync(cancellationToken).ConfigureAwait(false);
            if (trusted.Count == 0)
                throw new AdapterNotFoundException(digest.Value);
            if (!trusted.Contains(true))
                throw new AdapterQuarantinedException(digest.Value);
        }
    }

    /// <summary>Lets a quarantined version out, because somebody knows better.</summary>
    /// <param name="digest">The version.</param>
    /// <param name="reason">Why, 1 to 1,000 characters; it stands in the audit log.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellationToken">Stops before anything is changed.</param>
    /// <returns>What is known now.</returns>
    /// <exception cref="ArgumentException">There is no reason, or it is too long.</exception>
    /// <exception cref="AdapterNotFoundException">There is no such version.</exception>
    /// <exception cref="NotQuarantinedException">It is not quarantined.</exception>
    public Task<CheckEntry> ReleaseAsync(Digest digest, string reason, Actor actor, CancellationToken cancellationToken = default)
    {
        if (ReasonFault(reason) is { } fault)
            throw new ArgumentException(fault);
        return ChangeAsync(digest, async (db, version, before) =>
        {
            if (before?.Status != CheckStatus.Quarantined)
                throw new NotQuarantinedException(Named(version), before?.Status ?? CheckStatus.Pending);
            var happened = new AuditRecord(db, actor, time.Now()).Add(AuditAction.VersionRelease, version.Name, version.Version, version.Digest, ("reason", reason), ("checks", Failed(before)));
            var after = before with { Status = CheckStatus.Ready, ChangedBy = happened };
            db.VersionChecks.Update(after);
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return after;
        }, cancellationToken);
    }

    /// <summary>What is wrong with a reason for a release.</summary>
    /// <returns>A sentence for the user; null when it is fine.</returns>
    public static string? ReasonFault(string? reason) => reason switch
    {
        _ when string.IsNullOrWhiteSpace(reason) => "There is no reason; say in a sentence why the version may be used all the same.",
        { Length: > MaxReason } => string.Create(CultureInfo.InvariantCulture, $"The reason has {reason.Length} characters; at most {MaxReason} are kept."),
        _ when reason!.Any(c => char.IsControl(c) || char.IsSurrogate(c)) => "The reason is not text for one line: it holds a control character, or one beyond the basic plane.",
        _ => null,
    };

    /// <summary>The row of a version that is being published.</summary>
    internal static VersionCheck AtPublish(Guid version, IReadOnlyList<QualityCheck> checks, Actor by, DateTimeOffset now) => Merged(version, null, checks, false, by, now);

    internal static string Failed(VersionCheck row) => string.Join(", ", row.Checks.Where(check => !check.Passed).Select(check => check.Name));

    private static VersionCheck Merged(Guid version, VersionCheck? before, IReadOnlyList<QualityCheck> checks, bool again, Actor by, DateTimeOffset now)
    {
        // What it does to the model is looked at anew, by a worker.
        QualityCheck[] all = [.. (before?.Checks ?? []).Where(old => !(again && old.Name == QualityCheck.Effect) && checks.All(check => check.Name != old.Name)), .. checks];
        var status = all.Any(check => !check.Passed) ? CheckStatus.Quarantined
            : all.Any(check => check.Name == QualityCheck.Effect) ? CheckStatus.Ready : CheckStatus.Pending;
        // A clock that stands still must not look like no check at all.
        var at = before is not null && now <= before.CheckedAt ? before.CheckedAt.AddMicroseconds(1) : now;
        return new VersionCheck { VersionId = version, Status = status, Checks = all, CheckedAt = at, CheckedBy = by.Name, ChangedBy = before?.ChangedBy };
    }

    private static CheckEntry Entry(string name, int version, Digest digest, VersionCheck? row) =>
        new(name, version, digest, row?.Status ?? CheckStatus.Pending, row?.Checks ?? [], row?.CheckedAt, row?.CheckedBy, row?.ChangedBy);

    private static string Named(AdapterVersion version) => string.Create(CultureInfo.InvariantCulture, $"{version.Name}:{version.Version}");

    private async Task<List<string>> TenantsAsync(Digest digest, CancellationToken cancellationToken)
    {
        using var all = TenantScope.EnterAll();
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.AdapterVersions.Seen().Where(x => x.Digest == digest)
                .Select(x => EF.Property<string>(x, TenantColumn.Name)).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<CheckEntry> ChangeAsync(Digest digest, Func<RegistryDb, AdapterVersion, VersionCheck?, Task<VersionCheck>> change, CancellationToken cancellationToken)
    {
        var name = (await FindAsync(digest.Value, cancellationToken).ConfigureAwait(false)).Adapter;
        return await AdapterLock.HoldAsync(contexts, name, async (db, _) =>
        {
            var version = await db.AdapterVersions.AsNoTracking().SingleAsync(x => x.Digest == digest, cancellationToken).ConfigureAwait(false);
            var before = await db.VersionChecks.AsNoTracking().SingleOrDefaultAsync(x => x.VersionId == version.Id, cancellationToken).ConfigureAwait(false);
            return Entry(version.Name, version.Version, version.Digest, await change(db, version, before).ConfigureAwait(false));
        }, cancellationToken).ConfigureAwait(false);
    }
}
