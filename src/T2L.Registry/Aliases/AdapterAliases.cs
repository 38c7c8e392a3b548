using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using T2L.Registry.Audit;
using T2L.Registry.Catalog;
using T2L.Registry.Data;

namespace T2L.Registry.Aliases;

/// <summary>Moves names such as <c>champion</c> between the versions of an adapter: to promote one, and to roll back. Every move is an event of the audit log.</summary>
/// <param name="contexts">Opens the registry's database.</param>
/// <param name="time">Dates the moves.</param>
/// <param name="rules">What has to hold before an alias moves; null for nothing.</param>
public sealed class AdapterAliases(IDbContextFactory<RegistryDb> contexts, TimeProvider time, IOptions<AliasRules>? rules = null)
{
    /// <summary>The aliases of an adapter, by name.</summary>
    /// <exception cref="AdapterNotFoundException">There is no adapter of that name.</exception>
    public async Task<IReadOnlyList<AliasEntry>> ListAsync(string adapter, CancellationToken cancellationToken = default)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var aliases = await db.AdapterAliases.AsNoTracking().Where(x => x.Version!.Name == adapter).OrderBy(x => x.Alias)
                .Select(AliasEntry.FromRow).ToListAsync(cancellationToken).ConfigureAwait(false);
            return aliases.Count > 0 || await db.Adapters.AnyAsync(x => x.Name == adapter, cancellationToken).ConfigureAwait(false)
                ? aliases
                : throw new AdapterNotFoundException(adapter);
        }
    }

    /// <summary>Points an alias at a version; makes it where there is none.</summary>
    /// <param name="adapter">The adapter's name.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="version">Number of the version.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="condition">What has to hold.</param>
    /// <param name="cancellationToken">Stops before anything is changed.</param>
    /// <returns>Where it points now. Already there is no move and no event.</returns>
    /// <exception cref="ArgumentException">The alias cannot be used.</exception>
    /// <exception cref="AdapterNotFoundException">There is no such adapter or version.</exception>
    /// <exception cref="AliasConflictException">The condition does not hold.</exception>
    /// <exception cref="AliasEvaluationException">The version was not measured, or not well enough, for the alias' rule.</exception>
    public Task<AliasMove> SetAsync(
        string adapter, string alias, int version, Actor actor, AliasCondition condition = default, CancellationToken cancellationToken = default) =>
        ChangeAsync(adapter, alias, actor, change => change.SetAsync(version, RuleOf(alias), condition, cancellationToken), cancellationToken);

    /// <summary>Points an alias at the version that it pointed at before its last move. Twice is where it began.</summary>
    /// <param name="adapter">The adapter's name.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="condition">What has to hold.</param>
    /// <param name="cancellationToken">Stops before anything is changed.</param>
    /// <returns>Where it points now.</returns>
    /// <exception cref="AdapterNotFoundException">There is no such adapter.</exception>
    /// <exception cref="AliasNotFoundException">The adapter has no such alias.</exception>
    /// <exception cref="AliasConflictException">It was never moved, or the condition does not hold.</exception>
    public Task<AliasMove> RollBackAsync(string adapter, string alias, Actor actor, AliasCondition condition = default, CancellationToken cancellationToken = default) =>
        ChangeAsync(adapter, alias, actor, change => change.RollBackAsync(condition, cancellationToken), cancellationToken);

    /// <summary>Removes an alias; its versions stay.</summary>
    /// <param name="adapter">The adapter's name.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="condition">What has to hold.</param>
    /// <param name="cancellationToken">Stops before anything is changed.</param>
    /// <returns>Where it pointed.</returns>
    /// <exception cref="AdapterNotFoundException">There is no such adapter.</exception>
    /// <exception cref="AliasNotFoundException">The adapter has no such alias.</exception>
    /// <exception cref="AliasConflictException">The condition does not hold.</exception>
    public Task<AliasEntry> RemoveAsync(string adapter, string alias, Actor actor, AliasCondition condition = default, CancellationToken cancellationToken = default) =>
        ChangeAsync(adapter, alias, actor, change => change.RemoveAsync(condition, cancellationToken), cancellationToken);

    /// <summary>What has to hold before an alias moves.</summary>
    public AliasRule RuleOf(string alias) => rules?.Value.Of(alias) ?? new AliasRule();

    /// <summary>The aliases that only those who may approve move, whichever adapter has them.</summary>
    public IReadOnlyList<string> Protected => rules?.Value.Protected ?? [];

    private Task<T> ChangeAsync<T>(string adapter, string alias, Actor actor, Func<AliasChange, Task<T>> run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        ArgumentNullException.ThrowIfNull(actor);
        AliasName.Check(alias);
        return AdapterLock.HoldAsync(contexts, adapter, (db, row) => run(new AliasChange(db, row, alias, new AuditRecord(db, actor, time.Now()))), cancellationToken);
    }
}
