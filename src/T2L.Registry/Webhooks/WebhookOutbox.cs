using Microsoft.EntityFrameworkCore;
using T2L.Registry.Audit;
using T2L.Registry.Data;
using T2L.Registry.Tenants;

namespace T2L.Registry.Webhooks;

/// <summary>What is to be told, of all tenants. Several senders share the work: what one takes, the others leave until its attempt has had its time.</summary>
/// <param name="contexts">Opens the registry's database.</param>
/// <param name="time">Dates the rows.</param>
public sealed class WebhookOutbox(IDbContextFactory<RegistryDb> contexts, TimeProvider time)
{
    private const int AtOnce = 20;

    // 10 s, 20 s, 40 s, … at most 6 hours: sixteen attempts last about two days.
    private const int MostAttempts = 16;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    /// <summary>Takes what is due. Each is due again later by itself, should this process not live to say what became of it.</summary>
    /// <param name="cancellationToken">Stops before anything is taken.</param>
    /// <returns>At most 20, the oldest first.</returns>
    public async Task<IReadOnlyList<DueDelivery>> TakeAsync(CancellationToken cancellationToken = default)
    {
        using var all = TenantScope.EnterAll();
        var now = time.Now();
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var taken = await db.Database.SqlQuery<Guid>($"""
                update webhook_deliveries
                set attempts = attempts + 1, due_at = {now} + least({FirstPause} * power(2, attempts), {LongestPause})
                where id in (select id from webhook_deliveries where due_at <= {now} order by due_at limit {AtOnce} for update skip locked)
                returning id
                """).ToListAsync(cancellationToken).ConfigureAwait(false);
            if (taken.Count == 0)
                return [];
            var rows = await db.WebhookDeliveries.AsNoTracking().Include(row => row.Webhook).Include(row => row.Event).Where(row => taken.Contains(row.Id))
                .OrderBy(row => row.EventId).ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. rows.Select(row => new DueDelivery(row.Id, row.Webhook!.Url, row.Webhook.Secret, AuditEntry.Of(row.Event!), row.Attempts))];
        }
    }

    /// <summary>Writes down that a message arrived.</summary>
    /// <param name="id">Which delivery.</param>
    /// <param name="status">The answer's HTTP status.</param>
    /// <param name="cancellationToken">Stops the writing; the message is sent again then.</param>
    public Task ArrivedAsync(Guid id, int status, CancellationToken cancellationToken = default)
    {
        var now = time.Now();
        return RunAsync(id, rows => rows.ExecuteUpdateAsync(row => row
            .SetProperty(x => x.DeliveredAt, now).SetProperty(x => x.DueAt, (DateTimeOffset?)null).SetProperty(x => x.Status, status).SetProperty(x => x.Error, (string?)null), cancellationToken), cancellationToken);
    }

    /// <summary>Writes down that an attempt failed; after the last one none follows.</summary>
    /// <param name="delivery">Which delivery.</param>
    /// <param name="status">The answer's HTTP status; null where there was none.</param>
    /// <param name="error">Why.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public Task FailedAsync(DueDelivery delivery, int? status, string error, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(error);
        var text = error.Length > Limits.WebhookError ? error[..Limits.WebhookError] : error;
        var isLast = delivery.Attempts >= MostAttempts;
        return RunAsync(delivery.Id, rows => rows.ExecuteUpdateAsync(row => row
            .SetProperty(x => x.Status, status).SetProperty(x => x.Error, text).SetProperty(x => x.DueAt, x => isLast ? null : x.DueAt), cancellationToken), cancellationToken);
    }

    private async Task RunAsync(Guid id, Func<IQueryable<WebhookDelivery>, Task> run, CancellationToken cancellationToken)
    {
        using var all = TenantScope.EnterAll();
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
            await run(db.WebhookDeliveries.Where(row => row.Id == id)).ConfigureAwait(false);
    }
}
