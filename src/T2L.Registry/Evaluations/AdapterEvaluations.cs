using System.Globalization;
using Microsoft.EntityFrameworkCore;
using T2L.Adapters;
using T2L.Registry.Audit;
using T2L.Registry.Catalog;
using T2L.Registry.Data;

namespace T2L.Registry.Evaluations;

/// <summary>Keeps what was measured of versions. Figures are added and never changed; the newest of a suite and a metric counts.</summary>
/// <param name="contexts">Opens the registry's database.</param>
/// <param name="time">Dates the figures.</param>
public sealed class AdapterEvaluations(IDbContextFactory<RegistryDb> contexts, TimeProvider time)
{
    private const int Most = 1000;

    /// <summary>The figures of a version, by suite and metric, the newest of each first; at most 1,000.</summary>
    /// <param name="digest">Which.</param>
    /// <param name="cancellationToken">Stops the looking.</param>
    public async Task<IReadOnlyList<EvaluationEntry>> ListAsync(Digest digest, CancellationToken cancellationToken = default)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var rows = await db.Evaluations.AsNoTracking().Include(x => x.Event).Where(x => db.AdapterVersions.Any(y => y.Id == x.VersionId && y.Digest == digest))
                .OrderBy(x => x.Suite).ThenBy(x => x.Metric).ThenByDescending(x => x.At).ThenByDescending(x => x.Id).Take(Most).ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. rows.Select(Entry)];
        }
    }

    /// <summary>Adds figures of a version, and keeps its score: the best of its newest accuracies.</summary>
    /// <param name="digest">Which.</param>
    /// <param name="figures">The figures, added together.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>The figures as they are kept.</returns>
    /// <exception cref="ArgumentException">A figure cannot be; the message is <see cref="NewEvaluation.Fault"/>'s.</exception>
    /// <exception cref="AdapterNotFoundException">There is no such version.</exception>
    public async Task<IReadOnlyList<EvaluationEntry>> AddAsync(Digest digest, IReadOnlyList<NewEvaluation> figures, Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentNullException.ThrowIfNull(actor);
        if (figures.Select(figure => figure.Fault()).FirstOrDefault(fault => fault is not null) is { Sentence: var sentence })
            throw new ArgumentException(sentence, nameof(figures));
        var name = await NameAsync(digest, cancellationToken).ConfigureAwait(false);
        // One after the other, so that the score is made of all figures, those of others too.
        return await AdapterLock.HoldAsync(contexts, name, async (db, _) =>
        {
            var now = time.Now();
            var version = await db.AdapterVersions.AsNoTracking().Seen().SingleOrDefaultAsync(x => x.Digest == digest, cancellationToken).ConfigureAwait(false)
                ?? throw new AdapterNotFoundException(digest.Value);
            var log = new AuditRecord(db, actor, now);
            foreach (var figure in figures)
            {
                var happened = log.Add(AuditAction.EvaluationAdd, name, version.Version, digest,
                    ("suite", figure.Suite), ("metric", figure.Metric), ("value", figure.Value.ToString("R", CultureInfo.InvariantCulture)));
                db.Evaluations.Add(Row(version.Id, figure, now, happened));
            }
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            if (figures.Any(figure => figure.Metric == ScoreBand.Metric))
                await ScoreAsync(db, version, cancellationToken).ConfigureAwait(false);
            return (IReadOnlyList<EvaluationEntry>)[.. db.Evaluations.Local.Select(row => Entry(row) with { By = actor.Name })];
        }, cancellationToken).ConfigureAwait(false);
    }

    // The best of the newest accuracies, one for each suite; those that are no shares are passed over.
    private static async Task ScoreAsync(RegistryDb db, AdapterVersion version, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"delete from version_scores where version_id = {version.Id}", cancellationToken).ConfigureAwait(false);
        await db.Database.ExecuteSqlAsync($"""
            insert into version_scores (version_id, created_at, score)
            select {version.Id}, {version.CreatedAt}, max(value)
            from (select distinct on (suite) value from evaluations where version_id = {version.Id} and metric = {ScoreBand.Metric} order by suite, at desc, id desc) newest
            where value between 0 and 1 having count(*) > 0
            """, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> NameAsync(Digest digest, CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.AdapterVersions.AsNoTracking().Seen().Where(x => x.Digest == digest).Select(x => x.Name).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false)
                ?? throw new AdapterNotFoundException(digest.Value);
        }
    }

    internal static Task<Evaluation?> NewestAsync(RegistryDb db, Guid version, string suite, string metric, CancellationToken cancellationToken) =>
        db.Evaluations.AsNoTracking().Where(x => x.VersionId == version && x.Suite == suite && x.Metric == metric)
            .OrderByDescending(x => x.At).ThenByDescending(x => x.Id).FirstOrDefaultAsync(cancellationToken);

    private static Evaluation Row(Guid version, NewEvaluation figure, DateTimeOffset now, Guid happened) => new()
    {
        Id = Guid.CreateVersion7(now), VersionId = version, Suite = figure.Suite, Metric = figure.Metric, Value = figure.Value, N = figure.N, Low = figure.Low, High = figure.High,
        Seed = figure.Seed, Source = figure.Source, At = now, AddedBy = happened,
    };

    private static EvaluationEntry Entry(Evaluation row) => new(
        row.Id, new NewEvaluation(row.Suite, row.Metric, row.Value) { N = row.N, Low = row.Low, High = row.High, Seed = row.Seed, Source = row.Source }, row.At, row.Event?.Actor ?? "");
}
