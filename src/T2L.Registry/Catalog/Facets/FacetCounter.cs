using Microsoft.EntityFrameworkCore;
using T2L.Registry.Data;

namespace T2L.Registry.Catalog.Facets;

/// <summary>Counts what filters find. It looks at the first 1,000 adapters that fit and no further: what they do not tell is "at least".</summary>
/// <param name="contexts">Opens the registry's database.</param>
public sealed class FacetCounter(IDbContextFactory<RegistryDb> contexts)
{
    /// <summary>Adapters that are looked at for a count.</summary>
    public const int MostCounted = 1000;

    private const int MostValues = 50;

    /// <summary>Counts.</summary>
    /// <param name="filter">Which adapters.</param>
    /// <param name="cancellationToken">Stops the counting.</param>
    /// <returns>How many there are, and how they divide. A facet that the filter uses is counted as if it did not, so that its other values can be chosen.</returns>
    /// <exception cref="ArgumentException">The filter cannot be; the message is <see cref="CatalogFilter.Fault"/>'s.</exception>
    public async Task<CatalogFacets> CountAsync(CatalogFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.Fault() is { Sentence: var fault })
            throw new ArgumentException(fault);
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var found = await RowsAsync(db, filter, cancellationToken).ConfigureAwait(false);
            var facets = new List<Facet>();
            foreach (var field in FacetField.All)
            {
                var rows = field.Chosen(filter) is null ? found : await RowsAsync(db, field.Without(filter), cancellationToken).ConfigureAwait(false);
                facets.Add(await FacetAsync(db, field, field.Chosen(filter), rows, cancellationToken).ConfigureAwait(false));
            }

            return new CatalogFacets(Count(found.Count, found), facets);
        }
    }

    // One more than are counted tells whether there are more.
    private static Task<List<FacetRow>> RowsAsync(RegistryDb db, CatalogFilter filter, CancellationToken cancellationToken) =>
        filter.Apply(db.AdapterVersions.AsNoTracking()).Select(FacetRow.FromRow(db)).Take(MostCounted + 1).ToListAsync(cancellationToken);

    private static async Task<Facet> FacetAsync(RegistryDb db, FacetField field, string? chosen, List<FacetRow> rows, CancellationToken cancellationToken)
    {
        var counts = rows.Take(MostCounted).SelectMany(field.Of).CountBy(value => value).ToDictionary(StringComparer.Ordinal);
        // Of more than are counted, a value may have been missed; of fewer, what is not among them finds nothing.
        if (rows.Count > MostCounted && field.Column is { } column)
        {
            foreach (var value in await ValuesAsync(db, column, cancellationToken).ConfigureAwait(false))
                counts.TryAdd(value, 0);
        }

        if (chosen is not null)
            counts.TryAdd(chosen, 0);
        return new Facet(field.Name, chosen, [.. counts.Where(count => count.Key.Length > 0).OrderBy(count => field.Place(count.Key, count.Value))
            .ThenBy(count => count.Key, StringComparer.Ordinal).Take(MostValues).Select(count => new FacetValue(count.Key, Count(count.Value, rows)))]);
    }

    private static FacetCount Count(int number, List<FacetRow> rows) => new(Math.Min(number, MostCounted), rows.Count > MostCounted);

    // Jumps from value to value through the index: a step a value, however many rows have it.
    private static Task<List<string>> ValuesAsync(RegistryDb db, (string Table, string Column) of, CancellationToken cancellationToken)
    {
        var (table, column) = of; // names from FacetField, never a caller's
        var sql = $$"""
            with recursive found(value) as (
              (select {{column}} from {{table}} where {{column}} is not null order by {{column}} limit 1)
              union all
              select (select {{column}} from {{table}} where {{column}} > found.value order by {{column}} limit 1) from found where found.value is not null)
            select value::text as "Value" from found where value is not null limit {{MostValues}}
            """;
        return db.Database.SqlQueryRaw<string>(sql).ToListAsync(cancellationToken);
    }
}
