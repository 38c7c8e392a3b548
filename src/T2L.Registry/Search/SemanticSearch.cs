using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using T2L.Adapters;
using T2L.Registry.Catalog;
using T2L.Registry.Data;
using T2L.Registry.Hosting;

namespace T2L.Registry.Search;

/// <summary>Finds the adapters whose tasks are nearest to a task. The order is exact, whatever the index rounds.</summary>
/// <param name="contexts">Opens the registry's database.</param>
/// <param name="index">The task embeddings.</param>
/// <param name="options">Who searches; null for the default.</param>
public sealed class SemanticSearch(IDbContextFactory<RegistryDb> contexts, EmbeddingIndex index, IOptions<RegistryOptions>? options = null)
{
    /// <summary>Where a filter lets few through, those few are compared, and the index is not asked.</summary>
    private const int Few = 1000;

    private const int Widening = 8;

    /// <summary>The versions nearest to an embedding, nearest first.</summary>
    /// <param name="embedding">Shape [E].</param>
    /// <param name="encoder">The text encoder that made it; only its adapters can be compared.</param>
    /// <param name="count">How many.</param>
    /// <param name="filter">Which are wanted at all; null for all that are in sight. Its text is left alone.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>Ids and cosines; fewer than <paramref name="count"/> where there are no more.</returns>
    /// <exception cref="IndexLoadingException">The index of a large registry is still being read.</exception>
    public async Task<IReadOnlyList<Neighbour>> NearestAsync(
        IReadOnlyList<float> embedding, Digest encoder, int count, CatalogFilter? filter = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(embedding);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        float[] query = [.. embedding];
        filter = (filter ?? new CatalogFilter()) with { Text = null };
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var wanted = filter.Apply(db.AdapterVersions.AsNoTracking()).Where(version => version.EncoderDigest == encoder && version.Embedding != null);
            // The index tells base models apart itself; of other filters it knows nothing.
            var isNarrow = !(filter with { BaseModel = null }).TakesAll;
            var isForMany = !isNarrow && (filter.BaseModel is not { } model || index.CountOf(encoder, model) > Few);
            if (!isForMany && await IdsOfFewAsync(wanted, cancellationToken).ConfigureAwait(false) is { } few)
                return [.. (await CompareAsync(wanted, few, query, cancellationToken).ConfigureAwait(false)).Take(count)];
            if (await IsForPostgresAsync(db, cancellationToken).ConfigureAwait(false))
            {
                var ids = await PgVector.NearestAsync(db, wanted, query, count, cancellationToken).ConfigureAwait(false);
                return [.. (await CompareAsync(wanted, ids, query, cancellationToken).ConfigureAwait(false)).Take(count)];
            }
            return await index.OfAsync(encoder, cancellationToken).ConfigureAwait(false) is { } vectors
                ? await WidenAsync(wanted, isNarrow, width => vectors.Nearest(query, Math.Min(width, vectors.Count + 1), filter.BaseModel), query, count, cancellationToken).ConfigureAwait(false)
                : [];
        }
    }

    private async Task<bool> IsForPostgresAsync(RegistryDb db, CancellationToken cancellationToken)
    {
        var asked = options?.Value.Searcher ?? VectorSearch.Auto;
        if (asked != VectorSearch.Auto || index.IsRead || !await PgVector.IsThereAsync(db, cancellationToken).ConfigureAwait(false))
            return asked == VectorSearch.PgVector;
        _ = index.WarmUpAsync(CancellationToken.None); // the next search may find it read
        return true;
    }

    // A shortlist holds the nearest of all; when the filter took too many of them away, a longer one is asked for. Of a long one, few are read whole: those that pass and lead.
    private static async Task<IReadOnlyList<Neighbour>> WidenAsync(
        IQueryable<AdapterVersion> wanted, bool isNarrow, Func<int, Shortlist> nearest, float[] query, int count, CancellationToken cancellationToken)
    {
        for (var width = isNarrow ? count * Widening : count; ; width *= Widening)
        {
            var shortlist = nearest(width);
            var passing = isNarrow ? await PassingAsync(wanted, shortlist.Vectors, cancellationToken).ConfigureAwait(false) : shortlist.Vectors;
            Guid[] leading = [.. (isNarrow ? Shortlist.Leading(passing, count) : passing).Select(vector => vector.Id)];
            var compared = await CompareAsync(wanted, leading, query, cancellationToken).ConfigureAwait(false);
            var certain = compared.TakeWhile(neighbour => neighbour.Similarity >= shortlist.Floor).Take(count).ToList();
            if (certain.Count == count || double.IsNegativeInfinity(shortlist.Floor))
                return certain;
        }
    }

    private static async Task<IReadOnlyList<ShortlistedVector>> PassingAsync(
        IQueryable<AdapterVersion> wanted, IReadOnlyList<ShortlistedVector> vectors, CancellationToken cancellationToken)
    {
        Guid[] ids = [.. vectors.Select(vector => vector.Id)];
        var passing = await wanted.Where(version => ids.Contains(version.Id)).Select(version => version.Id).ToHashSetAsync(cancellationToken).ConfigureAwait(false);
        return [.. vectors.Where(vector => passing.Contains(vector.Id))];
    }

    private static async Task<List<Neighbour>> CompareAsync(
        IQueryable<AdapterVersion> wanted, IReadOnlyList<Guid> ids, float[] query, CancellationToken cancellationToken)
    {
        var rows = await wanted.Where(version => ids.Contains(version.Id)).Select(version => new { version.Id, version.Embedding }).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Where(row => row.Embedding!.Length == query.Length)
            .Select(row => new Neighbour(row.Id, Direction.Cosine(query, row.Embedding)))
            .OrderByDescending(neighbour => neighbour.Similarity).ThenByDescending(neighbour => neighbour.Id)];
    }

    private static async Task<List<Guid>?> IdsOfFewAsync(IQueryable<AdapterVersion> wanted, CancellationToken cancellationToken)
    {
        var ids = await wanted.OrderByDescending(version => version.CreatedAt).Select(version => version.Id).Take(Few + 1).ToListAsync(cancellationToken).ConfigureAwait(false);
        return ids.Count > Few ? null : ids;
    }
}
