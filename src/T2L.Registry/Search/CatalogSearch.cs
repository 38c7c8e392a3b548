using Microsoft.EntityFrameworkCore;
using T2L.Registry.Catalog;
using T2L.Registry.Data;

namespace T2L.Registry.Search;

/// <summary>Searches the catalog by words, by meaning, or by both, best first.</summary>
/// <param name="contexts">Opens the registry's database.</param>
/// <param name="semantic">Searches by meaning.</param>
public sealed class CatalogSearch(IDbContextFactory<RegistryDb> contexts, SemanticSearch semantic)
{
    /// <summary>Most results of a search, all pages together: whoever has read so many needs other words.</summary>
    public const int MaxResults = 200;

    // Ranking reads every match; of a word that half the catalog has, the newest matches have to do.
    private const int MostRanked = 250;

    /// <summary>Searches.</summary>
    /// <param name="page">Which part, and the filter, whose text is what words are looked for; its token is a number of results to pass over.</param>
    /// <param name="task">The task to be near to; null for words alone.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The part, best first. With words and a task, both orders are fused.</returns>
    /// <exception cref="ArgumentException">There are neither words nor a task, or the filter cannot be.</exception>
    /// <exception cref="PageTokenException">The token is not one that was given out.</exception>
    /// <exception cref="IndexLoadingException">The index of a large registry is still being read.</exception>
    public async Task<CatalogPage> SearchAsync(CatalogPageRequest page, TaskQuery? task, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(page);
        var filter = page.Filter ?? new CatalogFilter();
        if (filter.Fault() is { Sentence: var fault })
            throw new ArgumentException(fault, nameof(page));
        if (filter.Text is null && task is null)
            throw new ArgumentException("A search needs words or a task.", nameof(page));
        var offset = page.After is null ? 0 : ResultToken.Parse(page.After);
        // Fusing takes both lists whole; one list alone is read as far as it is shown, and one further, which tells whether there is a next page.
        var far = filter.Text is null ? Math.Min(MaxResults, offset + page.Size + 1) : MaxResults;
        // PostgreSQL looks for words while this program looks for meaning.
        var wording = filter.Text is null ? Task.FromResult<List<Guid>>([]) : WordsAsync(filter, cancellationToken);
        var meaning = task is null ? Task.FromResult<IReadOnlyList<Neighbour>>([]) : Task.Run(() => semantic.NearestAsync(task.Embedding, task.Encoder, far, filter, cancellationToken), cancellationToken);
        await Task.WhenAll(wording, meaning).ConfigureAwait(false);
        var (words, near) = (await wording.ConfigureAwait(false), await meaning.ConfigureAwait(false));
        var order = RankFusion.Fuse(words, [.. near.Select(neighbour => neighbour.Id)]).Take(MaxResults).ToList();
        var items = await EntriesAsync([.. order.Skip(offset).Take(page.Size)], filter, near.ToDictionary(x => x.Id, x => x.Similarity), cancellationToken).ConfigureAwait(false);
        return new CatalogPage(items, offset + page.Size < order.Count ? ResultToken.Of(offset + page.Size) : null);
    }

    /// <summary>The versions whose tasks are nearest to one's own, nearest first.</summary>
    /// <param name="entry">Which. One without a task embedding is near to nothing.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="IndexLoadingException">The index of a large registry is still being read.</exception>
    public async Task<IReadOnlyList<CatalogEntry>> SimilarAsync(CatalogEntry entry, int count, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.EncoderDigest is not { } encoder || await EmbeddingAsync(entry.Id, cancellationToken).ConfigureAwait(false) is not { } embedding)
            return [];
        var near = (await semantic.NearestAsync(embedding, encoder, count + 1, cancellationToken: cancellationToken).ConfigureAwait(false)).Where(x => x.Id != entry.Id).Take(count).ToList();
        return await EntriesAsync([.. near.Select(x => x.Id)], new CatalogFilter(), near.ToDictionary(x => x.Id, x => x.Similarity), cancellationToken).ConfigureAwait(false);
    }

    private async Task<float[]?> EmbeddingAsync(Guid id, CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
            return await db.AdapterVersions.Where(version => version.Id == id).Select(version => version.Embedding).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<List<Guid>> WordsAsync(CatalogFilter filter, CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var text = filter.Text!;
            return await filter.Apply(db.AdapterVersions.AsNoTracking())
                .OrderByDescending(version => version.CreatedAt).ThenByDescending(version => version.Id).Take(MostRanked)
                .OrderByDescending(version => version.Search!.RankCoverDensity(EF.Functions.WebSearchToTsQuery("english", text)))
                .ThenByDescending(version => version.CreatedAt).ThenByDescending(version => version.Id)
                .Select(version => version.Id).Take(MaxResults).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<CatalogEntry>> EntriesAsync(
        Guid[] ids, CatalogFilter filter, Dictionary<Guid, double> similarities, CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var entries = await db.AdapterVersions.TagWith(PreparedStatements.Tag).AsNoTracking().Seen(filter.Deleted).Where(version => ids.Contains(version.Id))
                .Select(CatalogEntry.FromRow).ToDictionaryAsync(entry => entry.Id, cancellationToken).ConfigureAwait(false);
            return [.. ids.Where(entries.ContainsKey).Select(id =>
                entries[id] with { Similarity = similarities.TryGetValue(id, out var similarity) ? Math.Round(similarity, 4) : null })];
        }
    }
}
