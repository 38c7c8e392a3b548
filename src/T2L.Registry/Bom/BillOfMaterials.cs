using System.Text.Json;
using System.Text.Json.Nodes;
using T2L.Registry.Catalog;

namespace T2L.Registry.Bom;

/// <summary>Writes the bill of materials of a version: CycloneDX 1.6, JSON.</summary>
/// <param name="catalog">Knows the versions.</param>
/// <param name="models">Knows what they were made from.</param>
public sealed class BillOfMaterials(AdapterCatalog catalog, ModelCatalog models)
{
    /// <summary>Media type of the document.</summary>
    public const string MediaType = "application/vnd.cyclonedx+json; version=1.6";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The document of a version.</summary>
    /// <param name="entry">Which.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>UTF-8 JSON.</returns>
    public async Task<byte[]> OfAsync(CatalogEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var manifest = await catalog.FilesAsync(entry.Digest, cancellationToken).ConfigureAwait(false);
        var model = entry.BaseModelDigest is { } digest ? await models.FindBaseModelAsync(digest.Value, cancellationToken).ConfigureAwait(false) : null;
        var network = entry.HypernetworkDigest is { } made ? await models.FindHypernetworkAsync(made.Value, cancellationToken).ConfigureAwait(false) : null;
        var parents = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in entry.Mix?.Parts ?? [])
        {
            if (await catalog.FindAsync(part.Digest, cancellationToken).ConfigureAwait(false) is { } parent)
                parents[part.Digest] = $"{parent.Name}:{parent.Version}";
        }

        return JsonSerializer.SerializeToUtf8Bytes<JsonNode>(new ModelBom(entry, manifest, new BomSources(model, network, parents)).ToJson(), Indented);
    }
}
