using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using T2L.Registry.Audit;
using T2L.Registry.Catalog;
using T2L.Registry.Data;

namespace T2L.Registry.Metadata;

/// <summary>Owner, tags, properties and card of an adapter: what people say of a name, whatever its version. Every change is an event of the audit log.</summary>
/// <param name="contexts">Opens the registry's database.</param>
/// <param name="time">Dates the changes.</param>
public sealed class AdapterMetadata(IDbContextFactory<RegistryDb> contexts, TimeProvider time)
{
    /// <summary>What is said of an adapter.</summary>
    /// <exception cref="AdapterNotFoundException">There is no adapter of that name.</exception>
    public async Task<MetadataEntry> FindAsync(string adapter, CancellationToken cancellationToken = default)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
            return await FindAsync(db, adapter, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes owner, tags and properties.</summary>
    /// <param name="adapter">The adapter's name.</param>
    /// <param name="change">What is to be different.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="expected">The <see cref="MetadataEntry.Change"/> that the caller saw; null to change it in any case.</param>
    /// <param name="cancellationToken">Stops before anything is changed.</param>
    /// <returns>How it is now. A change that changes nothing is no event.</returns>
    /// <exception cref="ArgumentException">Something of it cannot be; the message is <see cref="MetadataChange.Fault"/>'s.</exception>
    /// <exception cref="AdapterNotFoundException">There is no adapter of that name.</exception>
    /// <exception cref="MetadataConflictException">Somebody else changed it.</exception>
    public Task<MetadataEntry> ChangeAsync(string adapter, MetadataChange change, Actor actor, Guid? expected = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (change.Fault() is { Sentence: var fault })
            throw new ArgumentException(fault);
        return AdapterLock.HoldAsync(contexts, adapter, async (db, row) =>
        {
            if (expected is { } seen && seen != (row.MetadataChangedBy ?? Guid.Empty))
                throw new MetadataConflictException($"Owner, tags or properties of '{adapter}' were changed by somebody else in between. Look at them, and decide again.");
            var after = change.Apply(row);
            if (Details(row, after) is { Length: > 0 } details)
            {
                db.Adapters.Update(after with { MetadataChangedBy = new AuditRecord(db, actor, time.Now()).Add(AuditAction.AdapterMetadata, adapter, details) });
                await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            }
            return await FindAsync(db, adapter, cancellationToken).ConfigureAwait(false);
        }, cancellationToken);
    }

    /// <summary>The card of an adapter.</summary>
    /// <exception cref="AdapterNotFoundException">There is no adapter of that name.</exception>
    /// <exception cref="CardNotFoundException">It has no card.</exception>
    public async Task<CardEntry> FindCardAsync(string adapter, CancellationToken cancellationToken = default)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (await CardAsync(db, adapter, cancellationToken).ConfigureAwait(false) is { } card)
                return card;
            await FindAsync(db, adapter, cancellationToken).ConfigureAwait(false);
            throw new CardNotFoundException(adapter);
        }
    }

    /// <summary>Writes the card of an adapter, or writes it anew.</summary>
    /// <param name="adapter">The adapter's name.</param>
    /// <param name="text">The Markdown.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="expected">The <see cref="CardEntry.Change"/> that the caller saw, all zeros where there was none; null to write it in any case.</param>
    /// <param name="cancellationToken">Stops before anything is changed.</param>
    /// <returns>The card, and whether there was none before.</returns>
    /// <exception cref="ArgumentException">It is empty, too long or not text.</exception>
    /// <exception cref="AdapterNotFoundException">There is no adapter of that name.</exception>
    /// <exception cref="MetadataConflictException">Somebody else wrote it.</exception>
    public Task<(CardEntry Card, bool IsNew)> WriteCardAsync(string adapter, string text, Actor actor, Guid? expected = null, CancellationToken cancellationToken = default)
    {
        if (CardText.Fault(text) is { } fault)
            throw new ArgumentException(fault);
        return AdapterLock.HoldAsync(contexts, adapter, async (db, row) =>
        {
            var before = await CardAsync(db, adapter, cancellationToken).ConfigureAwait(false);
            Require(adapter, expected, before);
            if (before?.Text == text)
                return (before, false);
            var bytes = Encoding.UTF8.GetByteCount(text).ToString(CultureInfo.InvariantCulture);
            var card = new AdapterCard { AdapterId = row.Id, Text = text, ChangedBy = new AuditRecord(db, actor, time.Now()).Add(AuditAction.CardWrite, adapter, ("bytes", bytes)) };
            db.AdapterCards.Add(card).State = before is null ? EntityState.Added : EntityState.Modified;
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return ((await CardAsync(db, adapter, cancellationToken).ConfigureAwait(false))!, before is null);
        }, cancellationToken);
    }

    /// <summary>Takes the card of an adapter away.</summary>
    /// <param name="adapter">The adapter's name.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="expected">The <see cref="CardEntry.Change"/> that the caller saw; null to take it away in any case.</param>
    /// <param name="cancellationToken">Stops before anything is changed.</param>
    /// <returns>What stood there.</returns>
    /// <exception cref="AdapterNotFoundException">There is no adapter of that name.</exception>
    /// <exception cref="CardNotFoundException">It has no card.</exception>
    /// <exception cref="MetadataConflictException">Somebody else wrote it.</exception>
    public Task<CardEntry> RemoveCardAsync(string adapter, Actor actor, Guid? expected = null, CancellationToken cancellationToken = default) =>
        AdapterLock.HoldAsync(contexts, adapter, async (db, row) =>
        {
            var before = await CardAsync(db, adapter, cancellationToken).ConfigureAwait(false) ?? throw new CardNotFoundException(adapter);
            Require(adapter, expected, before);
            new AuditRecord(db, actor, time.Now()).Add(AuditAction.CardRemove, adapter);
            db.AdapterCards.Remove(new AdapterCard { AdapterId = row.Id, Text = before.Text, ChangedBy = before.Change });
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return before;
        }, cancellationToken);

    private static void Require(string adapter, Guid? expected, CardEntry? before)
    {
        if (expected is { } seen && seen != (before?.Change ?? Guid.Empty))
            throw new MetadataConflictException($"The card of '{adapter}' was written or removed by somebody else in between. Read it, and decide again.");
    }

    private static async Task<MetadataEntry> FindAsync(RegistryDb db, string adapter, CancellationToken cancellationToken) =>
        await db.Adapters.AsNoTracking().Where(x => x.Name == adapter).Select(MetadataEntry.FromRow).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false)
        ?? throw new AdapterNotFoundException(adapter);

    private static Task<CardEntry?> CardAsync(RegistryDb db, string adapter, CancellationToken cancellationToken) => db.AdapterCards.AsNoTracking().Where(x => x.Adapter!.Name == adapter)
        .Select(x => new CardEntry(x.Adapter!.Name, x.Text, x.ChangedBy, x.Change!.At, x.Change.Actor)).SingleOrDefaultAsync(cancellationToken);

    // Values of properties may be long, and a line of the log stays one: their keys are told.
    private static (string Name, string? Value)[] Details(Adapter before, Adapter after)
    {
        var all = new (string Name, string? Value)[]
        {
            ("owner", before.Owner == after.Owner ? null : after.Owner ?? ""),
            ("owner_before", before.Owner == after.Owner ? null : before.Owner),
            ("tags_added", Words(after.Tags.Except(before.Tags))),
            ("tags_removed", Words(before.Tags.Except(after.Tags))),
            ("properties_set", Words(after.Properties.Where(now => before.Properties.GetValueOrDefault(now.Key) != now.Value).Select(now => now.Key))),
            ("properties_removed", Words(before.Properties.Keys.Except(after.Properties.Keys))),
        };
        return [.. all.Where(detail => detail.Value is not null)];
    }

    private static string? Words(IEnumerable<string> words) => string.Join(", ", words) is { Length: > 0 } text ? text : null;
}
