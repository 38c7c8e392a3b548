using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using T2L.Adapters;
using T2L.Registry.Data;

namespace T2L.Registry.Map;

/// <summary>Draws adapters on a plane by their task embeddings: near on the map is near in meaning, as far as two dimensions can say.</summary>
/// <param name="contexts">Opens the registry's database.</param>
public sealed class AdapterMap(IDbContextFactory<RegistryDb> contexts)
{
    /// <summary>Most adapters on a map.</summary>
    public const int MaxPoints = 3000;

    private const int MaxKept = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Projection> _kept = [];

    /// <summary>Makes a map.</summary>
    /// <param name="encoder">The text encoder; null for the one that the newest adapter was made with.</param>
    /// <param name="most">Most points; fewer than <see cref="MaxPoints"/> for tests.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of points is not 2 to <see cref="MaxPoints"/>.</exception>
    public async Task<TaskMap> DrawAsync(Digest? encoder = null, int most = MaxPoints, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, MaxPoints);
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var encoders = await EncodersAsync(db, cancellationToken).ConfigureAwait(false);
            var chosen = encoder ?? await NewestAsync(db, cancellationToken).ConfigureAwait(false);
            if (chosen is not { } drawn || !encoders.Contains(drawn))
                return new TaskMap(encoders, null, IsSample: false, [0, 0], []);
            // A digest is as good as a die, and falls the same way every time. One more than wanted tells whether these are all.
            var sample = Embedded(db).Where(version => version.EncoderDigest == drawn).OrderBy(version => version.Digest);
            var rows = await sample.Take(most + 1)
                .Select(version => new MapRow(version.Id, version.Name, version.Version, version.Kind, version.BaseModel, version.Description))
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            var isSample = rows.Count > most;
            if (isSample)
                rows.RemoveAt(most);
            var projection = await ProjectAsync(rows, sample.Take(most), cancellationToken).ConfigureAwait(false);
            return new TaskMap(encoders, drawn, isSample, projection.Explained, Points(rows, projection));
        }
    }

    // What the embeddings of these versions come to never changes, and whoever may see the versions may see it: so the versions are the key.
    private async Task<Projection> ProjectAsync(List<MapRow> rows, IQueryable<AdapterVersion> sample, CancellationToken cancellationToken)
    {
        var key = Convert.ToHexString(SHA256.HashData([.. rows.SelectMany(row => row.Id.ToByteArray())]));
        lock (_gate)
        {
            if (_kept.TryGetValue(key, out var known))
                return known;
        }

        var embeddings = await sample.Select(version => new { version.Id, version.Embedding }).ToDictionaryAsync(version => version.Id, version => version.Embedding!, cancellationToken).ConfigureAwait(false);
        float[][] vectors = [.. rows.Select(row => embeddings.GetValueOrDefault(row.Id, []))];
        var projection = await Task.Run(() => Projection.Of(vectors), cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            if (_kept.Count >= MaxKept)
                _kept.Clear();
            return _kept[key] = projection;
        }
    }

    private static MapPoint[] Points(List<MapRow> rows, Projection projection) =>
        [.. rows.Select((row, place) => new MapPoint(row.Id, row.Name, row.Version, row.Kind, row.BaseModel, row.Description, projection.X[place], projection.Y[place]))];

    private static IQueryable<AdapterVersion> Embedded(RegistryDb db) => db.AdapterVersions.AsNoTracking().Seen().Where(version => version.Embedding != null);

    private static Task<Digest?> NewestAsync(RegistryDb db, CancellationToken cancellationToken) =>
        Embedded(db).Where(version => version.EncoderDigest != null).OrderByDescending(version => version.CreatedAt).ThenByDescending(version => version.Id)
            .Select(version => version.EncoderDigest).FirstOrDefaultAsync(cancellationToken);

    // From one encoder to the next in the index, so that a million adapters of one encoder are passed over at once.
    private static async Task<IReadOnlyList<Digest>> EncodersAsync(RegistryDb db, CancellationToken cancellationToken)
    {
        var found = await db.Database.SqlQueryRaw<string?>("""
            with recursive encoders as (
              (select encoder_digest from adapter_versions where embedding is not null and encoder_digest is not null order by encoder_digest limit 1)
              union all
              select (select encoder_digest from adapter_versions where embedding is not null and encoder_digest > encoders.encoder_digest order by encoder_digest limit 1)
              from encoders where encoders.encoder_digest is not null)
            select encoder_digest as "Value" from encoders where encoder_digest is not null
            """).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. found.Select(digest => Digest.Parse(digest!))];
    }
}
