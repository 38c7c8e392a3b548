using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using T2L.Registry.Audit;
using T2L.Registry.Catalog;
using T2L.Registry.Data;

namespace T2L.Registry.Webhooks;

/// <summary>The webhooks of a tenant.</summary>
/// <param name="contexts">Opens the registry's database.</param>
/// <param name="time">Dates the rows.</param>
public sealed class WebhookDirectory(IDbContextFactory<RegistryDb> contexts, TimeProvider time)
{
    /// <summary>Most webhooks of a tenant.</summary>
    public const int Most = 100;

    private const int SecretBytes = 32;

    /// <summary>Makes a webhook. It is told what happens from now on.</summary>
    /// <param name="url">Where it is told; see <see cref="WebhookFault.OfUrl"/>.</param>
    /// <param name="actions">Of what; see <see cref="WebhookFault.OfActions"/>.</param>
    /// <param name="actor">Who makes it.</param>
    /// <param name="cancellationToken">Stops before it is made.</param>
    /// <returns>The webhook and the key of its signatures, which is shown this once.</returns>
    /// <exception cref="ArgumentException">The actions cannot be.</exception>
    /// <exception cref="QuotaException">The tenant has as many webhooks as it may.</exception>
    public async Task<(WebhookEntry Webhook, byte[] Secret)> CreateAsync(string url, IReadOnlyList<string> actions, Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (WebhookFault.OfActions(actions) is { } fault)
            throw new ArgumentException(fault);
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        var now = time.Now();
        var hook = new Webhook { Id = Guid.CreateVersion7(now), Url = url, Actions = [.. actions.Distinct(StringComparer.Ordinal)], Secret = secret, CreatedAt = now, CreatedBy = actor.Name };
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (await db.Webhooks.CountAsync(cancellationToken).ConfigureAwait(false) >= Most)
                throw new QuotaException($"There are {Most} webhooks, which is the most there may be. Delete one first.");
            db.Webhooks.Add(hook);
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }
        return (new WebhookEntry(hook.Id, hook.Url, hook.Actions, hook.CreatedAt, hook.CreatedBy), secret);
    }

    /// <summary>All webhooks, the oldest first.</summary>
    /// <param name="cancellationToken">Stops the listing.</param>
    public async Task<IReadOnlyList<WebhookEntry>> ListAsync(CancellationToken cancellationToken = default)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.Webhooks.AsNoTracking().OrderBy(hook => hook.Id)
                .Select(hook => new WebhookEntry(hook.Id, hook.Url, hook.Actions, hook.CreatedAt, hook.CreatedBy)).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes a webhook and what it was still to be told.</summary>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Stops before it happens.</param>
    /// <exception cref="WebhookNotFoundException">There is none.</exception>
    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (await db.Webhooks.Where(hook => hook.Id == id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false) == 0)
                throw new WebhookNotFoundException(id);
        }
    }

    /// <summary>What became of the last events for a webhook, the newest first.</summary>
    /// <param name="id">Which.</param>
    /// <param name="count">How many, 1 to 200.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <exception cref="WebhookNotFoundException">There is none.</exception>
    public async Task<IReadOnlyList<DeliveryEntry>> DeliveriesAsync(Guid id, int count = 50, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, CatalogPageRequest.MaxSize);
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (!await db.Webhooks.AnyAsync(hook => hook.Id == id, cancellationToken).ConfigureAwait(false))
                throw new WebhookNotFoundException(id);
            var rows = await db.WebhookDeliveries.AsNoTracking().Include(delivery => delivery.Event).Where(delivery => delivery.WebhookId == id)
                .OrderByDescending(delivery => delivery.EventId).Take(count).ToListAsync(cancellationToken).ConfigureAwait(false); // ids of events rise with time
            return [.. rows.Select(row => new DeliveryEntry(row.Id, AuditEntry.Of(row.Event!), row.Attempts, row.DueAt, row.DeliveredAt, row.Status, row.Error))];
        }
    }

    /// <summary>Tries a delivery again, at once.</summary>
    /// <param name="id">Which webhook.</param>
    /// <param name="delivery">Which delivery.</param>
    /// <param name="cancellationToken">Stops before it happens.</param>
    /// <exception cref="WebhookNotFoundException">There is no such delivery.</exception>
    public async Task RepeatAsync(Guid id, Guid delivery, CancellationToken cancellationToken = default)
    {
        var now = time.Now();
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (await db.WebhookDeliveries.Where(row => row.Id == delivery && row.WebhookId == id).ExecuteUpdateAsync(row => row
                .SetProperty(x => x.DueAt, now).SetProperty(x => x.DeliveredAt, (DateTimeOffset?)null).SetProperty(x => x.Attempts, 0), cancellationToken).ConfigureAwait(false) == 0)
                throw new WebhookNotFoundException(id);
        }
    }
}
