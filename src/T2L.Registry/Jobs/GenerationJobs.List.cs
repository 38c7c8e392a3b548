using Microsoft.EntityFrameworkCore;
using T2L.Registry.Catalog;
using T2L.Registry.Data;

namespace T2L.Registry.Jobs;

/// <content>What looks at many jobs at once.</content>
public sealed partial class GenerationJobs
{
    /// <summary>Lists jobs, newest first.</summary>
    /// <param name="page">Which part; null gives the 50 newest.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <returns>The part and the way to the next.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The size is not 1 to 200.</exception>
    /// <exception cref="PageTokenException">The token is not one that was given out.</exception>
    public async Task<JobPage> ListAsync(JobPageRequest? page = null, CancellationToken cancellationToken = default)
    {
        page ??= new JobPageRequest();
        if (page.Size is < 1 or > CatalogPageRequest.MaxSize)
            throw new ArgumentOutOfRangeException(nameof(page), page.Size, $"Page size is {page.Size}; expected 1 to {CatalogPageRequest.MaxSize}.");
        var after = page.After is null ? (PageToken?)null : PageToken.Parse(page.After);
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            // One more than asked for tells whether there is a next page.
            var items = await From(db, after, page.Statuses).OrderByDescending(x => x.CreatedAt).ThenByDescending(x => x.Id)
                .Take(page.Size + 1).ToListAsync(cancellationToken).ConfigureAwait(false);
            if (items.Count <= page.Size)
                return new JobPage(items, null);
            items.RemoveAt(page.Size);
            return new JobPage(items, new PageToken(items[^1].CreatedAt, items[^1].Id).ToString());
        }
    }

    /// <summary>Writes the rows of several new jobs, all or none. Send their messages after this.</summary>
    /// <param name="jobs">What is wished for. Either all of them bring an id, or none does.</param>
    /// <param name="beyond">The id that one more job of the same order would have had: an order sent again with fewer jobs is another order. Null without ids.</param>
    /// <param name="cancellationToken">Stops before the rows are written.</param>
    /// <returns>The queued jobs, in this order; those that were ordered before under the same ids as they stand now.</returns>
    /// <exception cref="ArgumentException">A description, a name or examples cannot be used.</exception>
    /// <exception cref="JobConflictException">Something else was ordered under one of the ids. Nothing was changed.</exception>
    /// <exception cref="UnknownModelException">A hypernetwork is not registered.</exception>
    public async Task<IReadOnlyList<GenerationJob>> EnqueueAsync(IReadOnlyList<NewJob> jobs, Guid? beyond = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        var now = time.Now();
        // Lists show an order's jobs in the order they came in.
        GenerationJob[] rows = [.. jobs.Select((job, place) => Row(job, now) with { CreatedAt = now.AddMicroseconds(place) })];
        if (await InsertAsync(rows, cancellationToken).ConfigureAwait(false))
            return rows;
        // Jobs are never removed, so who was refused for an id finds its job.
        var ids = rows.Select(row => row.Id).ToList();
        var known = await FindAsync([.. ids, .. beyond is { } next ? [next] : Array.Empty<Guid>()], cancellationToken).ConfigureAwait(false);
        if (beyond is { } more && known.ContainsKey(more))
            throw new JobConflictException(more);
        return [.. rows.Select(row => known.TryGetValue(row.Id, out var before) && IsSameWish(before, row) ? before : throw new JobConflictException(row.Id))];
    }

    private async Task<Dictionary<Guid, GenerationJob>> FindAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
            return await db.GenerationJobs.AsNoTracking().Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, cancellationToken).ConfigureAwait(false);
    }

    private static IQueryable<GenerationJob> From(RegistryDb db, PageToken? after, IReadOnlyCollection<JobStatus>? statuses)
    {
        var jobs = db.GenerationJobs.AsNoTracking();
        if (statuses is { Count: > 0 })
            jobs = jobs.Where(x => statuses.Contains(x.Status));
        if (after is not { } token)
            return jobs;
        var (time, id) = (token.CreatedAt, token.Id);
        return jobs.Where(x => EF.Functions.LessThan(ValueTuple.Create(x.CreatedAt, x.Id), ValueTuple.Create(time, id)));
    }
}
