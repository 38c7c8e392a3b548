using System.Globalization;
using T2L.Adapters;
using T2L.Adapters.Analysis;
using T2L.Registry.Blobs;
using T2L.Registry.Catalog;
using T2L.Registry.Evaluations;
using T2L.Registry.Quality;

namespace T2L.Registry.Comparing;

/// <summary>Something that is said of versions, of two of them beside each other.</summary>
/// <param name="Field">What, as the API spells it.</param>
/// <param name="Left">The left one's; null for none.</param>
/// <param name="Right">The right one's; null for none.</param>
public sealed record FieldDifference(string Field, string? Left, string? Right)
{
    internal bool Differs => Left != Right;
}

/// <summary>A figure of two versions side by side, the newest of each.</summary>
/// <param name="Suite">What it was measured on.</param>
/// <param name="Metric">What was measured.</param>
/// <param name="Left">The left one's; null where it was not measured.</param>
/// <param name="Right">The right one's; null where it was not measured.</param>
public sealed record FigurePair(string Suite, string Metric, double? Left, double? Right);

/// <summary>Two versions beside each other.</summary>
/// <param name="Left">One.</param>
/// <param name="Right">The other.</param>
/// <param name="Facts">What is said of them, the same or not; what is said of neither is left out.</param>
/// <param name="Weights">Norms and cosines of what they change; null where they cannot be compared.</param>
/// <param name="NotCompared">Why they cannot; null where they can.</param>
/// <param name="Figures">What was measured of either.</param>
public sealed record VersionDiff(
    CatalogEntry Left, CatalogEntry Right, IReadOnlyList<FieldDifference> Facts, AdapterComparison? Weights, string? NotCompared, IReadOnlyList<FigurePair> Figures)
{
    /// <summary>What is said of them and is not the same.</summary>
    public IReadOnlyList<FieldDifference> Fields => [.. Facts.Where(fact => fact.Differs)];
}

/// <summary>Compares versions: what is said of them, what they change, what was measured.</summary>
/// <param name="catalog">Finds them.</param>
/// <param name="measures">Compares what they change.</param>
/// <param name="evaluations">Knows what was measured.</param>
public sealed class VersionDiffs(AdapterCatalog catalog, AdapterMeasures measures, AdapterEvaluations evaluations)
{
    /// <summary>Compares two versions.</summary>
    /// <param name="left">Whatever names one.</param>
    /// <param name="right">Whatever names the other.</param>
    /// <param name="cancellationToken">Stops the comparing.</param>
    /// <exception cref="AdapterNotFoundException">One is not there.</exception>
    public async Task<VersionDiff> CompareAsync(string left, string right, CancellationToken cancellationToken = default)
    {
        var one = await catalog.FindAsync(left, cancellationToken).ConfigureAwait(false) ?? throw new AdapterNotFoundException(left);
        var other = await catalog.FindAsync(right, cancellationToken).ConfigureAwait(false) ?? throw new AdapterNotFoundException(right);
        return await CompareAsync(one, other, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Compares two versions that were found.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <param name="cancellationToken">Stops the comparing.</param>
    public async Task<VersionDiff> CompareAsync(CatalogEntry left, CatalogEntry right, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var facts = Fields(left).Zip(Fields(right), (x, y) => new FieldDifference(x.Name, x.Value, y.Value)).Where(fact => fact.Left is { Length: > 0 } || fact.Right is { Length: > 0 }).ToList();
        var (weights, fault) = await WeightsAsync(left, right, cancellationToken).ConfigureAwait(false);
        var figures = Pairs(await evaluations.ListAsync(left.Digest, cancellationToken).ConfigureAwait(false), await evaluations.ListAsync(right.Digest, cancellationToken).ConfigureAwait(false));
        return new VersionDiff(left, right, facts, weights, fault, figures);
    }

    // What is said and measured of them can be told all the same, so this is no failure of the whole.
    private async Task<(AdapterComparison? Weights, string? Fault)> WeightsAsync(CatalogEntry left, CatalogEntry right, CancellationToken cancellationToken)
    {
        try
        {
            return (await measures.CompareAsync(left, right, cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception error) when (error is AdaptersDifferException or AdapterTooLargeException or BlobMissingException or BlobCorruptException or AdapterFormatException)
        {
            return (null, error.Message);
        }
    }

    private static List<FigurePair> Pairs(IReadOnlyList<EvaluationEntry> left, IReadOnlyList<EvaluationEntry> right)
    {
        var (one, other) = (Newest(left), Newest(right));
        return [.. one.Keys.Union(other.Keys).OrderBy(key => key.Suite, StringComparer.Ordinal).ThenBy(key => key.Metric, StringComparer.Ordinal)
            .Select(key => new FigurePair(key.Suite, key.Metric, Value(one, key), Value(other, key)))];
    }

    private static double? Value(Dictionary<(string, string), double> figures, (string, string) key) => figures.TryGetValue(key, out var value) ? value : null;

    private static Dictionary<(string Suite, string Metric), double> Newest(IReadOnlyList<EvaluationEntry> figures) =>
        figures.GroupBy(entry => (entry.Figure.Suite, entry.Figure.Metric)).ToDictionary(group => group.Key, group => group.First().Figure.Value);

    private static (string Name, string? Value)[] Fields(CatalogEntry entry) =>
    [
        ("kind", entry.Kind.NameOf()), ("name", entry.Name), ("version", Text(entry.Version)), ("description", entry.Description), ("base_model", entry.BaseModel), ("rank", Text(entry.Rank)),
        ("alpha", Text(entry.Alpha)), ("target_modules", string.Join(", ", entry.TargetModules)), ("parameters", Text(entry.Parameters)), ("bytes", Text(entry.Bytes)),
        ("hypernetwork", entry.HypernetworkDigest?.Value), ("encoder", entry.EncoderDigest?.Value), ("seed", Text(entry.Seed)), ("status", entry.Status.NameOf()),
        ("novelty", Text(entry.Report?.Novelty?.Score)), ("aliases", string.Join(", ", entry.Aliases)), ("tags", string.Join(", ", entry.Tags)), ("owner", entry.Owner),
    ];

    private static string? Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture);
}
