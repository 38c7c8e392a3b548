using Microsoft.EntityFrameworkCore;
using T2L.Registry.Data;

namespace T2L.Registry.Search;

/// <summary>The nearest task embeddings as PostgreSQL finds them with the extension pgvector.</summary>
internal static class PgVector
{
    // It computes in single precision; the last digits may put near neighbours in another order, so a few more are taken and compared again.
    private const int Margin = 32;

    /// <summary>Whether the database has the extension.</summary>
    public static async Task<bool> IsThereAsync(RegistryDb db, CancellationToken cancellationToken) =>
        (await db.Database.SqlQuery<bool>($"select exists (select from pg_extension where extname = 'vector') as \"Value\"").ToListAsync(cancellationToken).ConfigureAwait(false))[0];

    /// <summary>The ids among which the nearest are.</summary>
    /// <exception cref="RegistryUnavailableException">The database lacks the extension.</exception>
    public static async Task<List<Guid>> NearestAsync(RegistryDb db, IQueryable<AdapterVersion> wanted, float[] query, int count, CancellationToken cancellationToken)
    {
        if (!await IsThereAsync(db, cancellationToken).ConfigureAwait(false))
            throw new RegistryUnavailableException("Registry:VectorSearch is PgVector, but the registry's database lacks that extension. Have an administrator run 'create extension vector', or set it to Auto.");
        return await wanted.Where(version => version.Embedding!.Length == query.Length).OrderBy(version => RegistryDb.TaskDistance(version.Embedding!, query))
            .Select(version => version.Id).Take(count + Margin).ToListAsync(cancellationToken).ConfigureAwait(false);
    }
}
