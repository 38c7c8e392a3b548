using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using T2L.Registry.Audit;
using T2L.Registry.Catalog;
using T2L.Registry.Data;
using T2L.Registry.Quality;

namespace T2L.Registry.Aliases;

/// <summary>One change of one alias, within a transaction that holds its adapter's row.</summary>
internal sealed class AliasChange(RegistryDb db, Adapter adapter, string alias, AuditRecord log)
{
    public async Task<AliasMove> SetAsync(int version, AliasRule rule, AliasCondition condition, CancellationToken cancellationToken)
    {
        var before = await FindAsync(cancellationToken).ConfigureAwait(false);
        Require(condition, before);
        var target = await VersionAsync(x => x.Version == version, cancellationToken).ConfigureAwait(false)
            ?? throw new AdapterNotFoundException(string.Create(CultureInfo.InvariantCulture, $"{adapter.Name}:{version}"));
        if (rule.Suite.Length > 0 && before?.VersionId != target.Id)
            await new EvaluationGate(db, alias, rule).RequireAsync(adapter.Name, target, before?.VersionId, cancellationToken).ConfigureAwait(false);
        return await PointAsync(AuditAction.AliasSet, before, target, cancellationToken).ConfigureAwait(false);
    }

    public async Task<AliasMove> RollBackAsync(AliasCondition condition, CancellationToken cancellationToken)
    {
        var before = await RequireAsync(condition, cancellationToken).ConfigureAwait(false);
        if (before.PreviousVersionId is not { } previous)
            throw new AliasConflictException($"Alias '{alias}' of '{adapter.Name}' was never moved; there is nothing to return to. Set it to a version instead.");
        var target = await VersionAsync(x => x.Id == previous, cancellationToken).ConfigureAwait(false)
            ?? throw new AliasConflictException($"The version that alias '{alias}' of '{adapter.Name}' pointed at before is deleted. Restore it, or set the alias to another version.");
        return await PointAsync(AuditAction.AliasRollback, before, target, cancellationToken).ConfigureAwait(false);
    }

    public async Task<AliasEntry> RemoveAsync(AliasCondition condition, CancellationToken cancellationToken)
    {
        var before = await RequireAsync(condition, cancellationToken).ConfigureAwait(false);
        var entry = await EntryAsync(cancellationToken).ConfigureAwait(false);
        log.Add(AuditAction.AliasRemove, adapter.Name, entry.Version, entry.Digest, ("alias", alias));
        db.AdapterAliases.Remove(before);
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return entry;
    }

    private async Task<AliasMove> PointAsync(string action, AdapterAlias? before, AdapterVersion target, CancellationToken cancellationToken)
    {
        if (await db.VersionChecks.AnyAsync(x => x.VersionId == target.Id && x.Status == CheckStatus.Quarantined, cancellationToken).ConfigureAwait(false))
            throw new AdapterQuarantinedException(string.Create(CultureInfo.InvariantCulture, $"{adapter.Name}:{target.Version}"));
        var was = before is null ? null : await EntryAsync(cancellationToken).ConfigureAwait(false);
        if (was?.Digest == target.Digest)
            return new AliasMove(was, IsNew: false, Moved: false);
        var happened = log.Add(action, adapter.Name, target.Version, target.Digest, ("alias", alias), ("from", was?.Version.ToString(CultureInfo.InvariantCulture)));
        var after = new AdapterAlias { AdapterId = adapter.Id, Alias = alias, VersionId = target.Id, PreviousVersionId = before?.VersionId, ChangedBy = happened };
        if (before is null)
            db.AdapterAliases.Add(after);
        else
            db.Entry(before).CurrentValues.SetValues(after);
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return new AliasMove(await EntryAsync(cancellationToken).ConfigureAwait(false), before is null, Moved: true);
    }

    private async Task<AdapterAlias> RequireAsync(AliasCondition condition, CancellationToken cancellationToken)
    {
        var before = await FindAsync(cancellationToken).ConfigureAwait(false) ?? throw new AliasNotFoundException(adapter.Name, alias);
        Require(condition, before);
        return before;
    }

    private void Require(AliasCondition condition, AdapterAlias? before)
    {
        if (condition.Absent && before is not null)
            throw new AliasConflictException($"Adapter '{adapter.Name}' has an alias '{alias}' already. Look where it points, and move it from there.");
        if (condition.Change is { } change && before?.ChangedBy != change)
            throw new AliasConflictException($"Alias '{alias}' of '{adapter.Name}' was moved or removed by somebody else in between. Look where it points, and decide again.");
    }

    private Task<AdapterAlias?> FindAsync(CancellationToken cancellationToken) =>
        db.AdapterAliases.AsTracking().SingleOrDefaultAsync(x => x.AdapterId == adapter.Id && x.Alias == alias, cancellationToken);

    private Task<AdapterVersion?> VersionAsync(Expression<Func<AdapterVersion, bool>> which, CancellationToken cancellationToken) =>
        db.AdapterVersions.AsNoTracking().Seen().Where(x => x.AdapterId == adapter.Id).SingleOrDefaultAsync(which, cancellationToken);

    private Task<AliasEntry> EntryAsync(CancellationToken cancellationToken) => db.AdapterAliases.AsNoTracking()
        .Where(x => x.AdapterId == adapter.Id && x.Alias == alias).Select(AliasEntry.FromRow).SingleAsync(cancellationToken);
}
