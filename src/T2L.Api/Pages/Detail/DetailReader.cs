using T2L.Adapters;
using T2L.Adapters.Peft;
using T2L.Registry.Aliases;
using T2L.Registry.Audit;
using T2L.Registry.Blobs;
using T2L.Registry.Catalog;
using T2L.Registry.Comparing;
using T2L.Registry.Deployments;
using T2L.Registry.Evaluations;
using T2L.Registry.Metadata;
using T2L.Registry.Quality;
using T2L.Registry.Search;

namespace T2L.Api.Pages.Detail;

/// <summary>Gathers what the page of an adapter shows.</summary>
internal sealed class DetailReader(
    AdapterCatalog catalog, AdapterVersions versions, AdapterAliases aliases, AuditLog log, AdapterMetadata metadata, ModelCatalog models, CatalogSearch search, AdapterMeasures measures,
    AdapterEvaluations evaluations, VersionChecks checks, WorkerDirectory workers)
{
    private const int MostLines = 20;
    private const int MostSimilar = 5;

    public async Task<DetailModel> ReadAsync(CatalogEntry entry, string server, CancellationToken cancellationToken)
    {
        var (files, measured, fault) = await NumbersAsync(entry, cancellationToken);
        return new DetailModel
        {
            Entry = entry,
            Server = server,
            Versions = await versions.ListAsync(entry.Name, cancellationToken: cancellationToken),
            Aliases = await aliases.ListAsync(entry.Name, cancellationToken),
            History = (await log.ListAsync(entry.Name, MostLines, cancellationToken: cancellationToken)).Items,
            Evaluations = await evaluations.ListAsync(entry.Digest, cancellationToken),
            ProtectedAliases = aliases.Protected,
            Checks = await checks.FindAsync(entry.Digest.Value, cancellationToken),
            Deployments = await workers.OfAsync(entry.Digest, cancellationToken),
            Workers = (await workers.ListAsync(cancellationToken)).Count,
            Card = await CardAsync(entry.Name, cancellationToken),
            Hypernetwork = entry.HypernetworkDigest is { } network ? await models.FindHypernetworkAsync(network.Value, cancellationToken) : null,
            Parents = await ParentsAsync(entry, cancellationToken),
            Similar = await SimilarAsync(entry, cancellationToken),
            Files = files,
            Measured = measured,
            Fault = fault,
        };
    }

    private async Task<(IReadOnlyList<ManifestFile> Files, Measured? Measured, string? Fault)> NumbersAsync(CatalogEntry entry, CancellationToken cancellationToken)
    {
        IReadOnlyList<ManifestFile> files = [];
        try
        {
            files = (await catalog.FilesAsync(entry.Digest, cancellationToken)).Files;
            return (files, await measures.OfAsync(entry, cancellationToken), null);
        }
        catch (Exception error) when (error is BlobMissingException or BlobCorruptException or AdapterFormatException or AdapterTooLargeException)
        {
            return (files, null, error.Message);
        }
    }

    private async Task<CardEntry?> CardAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await metadata.FindCardAsync(name, cancellationToken);
        }
        catch (CardNotFoundException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyDictionary<string, CatalogEntry>> ParentsAsync(CatalogEntry entry, CancellationToken cancellationToken)
    {
        var parents = new Dictionary<string, CatalogEntry>(StringComparer.Ordinal);
        foreach (var part in entry.Mix?.Parts ?? [])
        {
            if (await catalog.FindAsync(part.Digest, cancellationToken) is { } parent)
                parents[part.Digest] = parent;
        }

        return parents;
    }

    private async Task<IReadOnlyList<CatalogEntry>> SimilarAsync(CatalogEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return await search.SimilarAsync(entry, MostSimilar, cancellationToken);
        }
        catch (IndexLoadingException)
        {
            return []; // a moment after a start; the page is worth having without
        }
    }
}
