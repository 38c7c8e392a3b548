using Microsoft.EntityFrameworkCore;
using T2L.Registry.Catalog;
using T2L.Registry.Data;

namespace T2L.Registry.Audit;

/// <summary>Reads who did what. Events are written by what they tell of, in its own transaction.</summary>
/// <param name="contexts">Opens the registry's database.</param>
public sealed class AuditLog(IDbContextFactory<RegistryDb> contexts)
{
    /// <summary>Lists events, newest first.</summary>
    /// <param name="adapter">Only those of this name; null for all.</param>
    /// <param name="size">How many; 1 to 200.</param>
    /// <param name="after">The <see cref="AuditPage.Next"/> of the page before; null starts with the newest.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <returns>The part and the way to the next.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The size is not 1 to 200.</exception>
    /// <exception cref="AdapterNotFoundException">There is no adapter of that name.</exception>
    /// <exception cref="PageTokenException">The token is not one that was given out.</exception>
    public async Task<AuditPage> ListAsync(string? adapter = null, int size = 50, string? after = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, CatalogPageRequest.MaxSize);
        var token = after is null ? (PageToken?)null : PageToken.Parse(after);
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (adapter is not null && !await db.Adapters.AnyAsync(x => x.Name == adapter, cancellationToken).ConfigureAwait(false))
                throw new AdapterNotFoundException(adapter);
            // One more than asked for tells whether there is a next page.
            var items = await From(db, adapter, token).OrderByDescending(x => x.At).ThenByDescending(x => x.Id)
                .Select(AuditEntry.FromRow).Take(size + 1).ToListAsync(cancellationToken).ConfigureAwait(false);
            if (items.Count <= size)
                return new AuditPage(items, null);
            items.RemoveAt(size);
            return new AuditPage(items, new PageToken(items[^1].At, items[^1].Id).ToString());
        }
    }

    private static IQueryable<AuditEvent> From(RegistryDb db, string? adapter, PageToken? after)
    {
        var events = db.AuditEvents.AsNoTracking();
        if (adapter is not null)
            events = events.Where(x => x.Adapter == adapter);
        if (after is not { } token)
            return events;
        var (time, id) = (token.CreatedAt, token.Id);
        return events.Where(x => EF.Functions.LessThan(ValueTuple.Create(x.At, x.Id), ValueTuple.Create(time, id)));
    }
}
