using System.Globalization;
using System.Text.Json.Nodes;
using T2L.Adapters;
using T2L.Adapters.Peft;
using T2L.Registry.Catalog;

namespace T2L.Registry.Bom;

/// <summary>
/// The bill of materials of a version in CycloneDX 1.6 (JSON): the adapter as a machine-learning model with its model card, its files with their hashes, and what it was made from: base model,
/// hypernetwork, text encoder, the experts of a mix. The same version gives the same document.
/// </summary>
internal sealed class ModelBom(CatalogEntry entry, AdapterManifest manifest, BomSources sources)
{
    private string Reference => Ref(entry.Digest.Value);

    /// <summary>The document.</summary>
    public JsonObject ToJson() => new()
    {
        ["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json",
        ["bomFormat"] = "CycloneDX",
        ["specVersion"] = "1.6",
        ["serialNumber"] = $"urn:uuid:{entry.Id:D}",
        ["version"] = 1,
        ["metadata"] = new JsonObject
        {
            ["timestamp"] = entry.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["tools"] = new JsonObject { ["components"] = new JsonArray(new JsonObject { ["type"] = "application", ["name"] = "T2L" }) },
            ["component"] = Adapter(),
        },
        ["components"] = new JsonArray([.. manifest.Files.Select(File), .. Materials()]),
        ["dependencies"] = new JsonArray(new JsonObject
        {
            ["ref"] = Reference,
            ["dependsOn"] = new JsonArray([.. manifest.Files.Select(file => (JsonNode)FileRef(file)), .. Materials().Select(item => (JsonNode)item!["bom-ref"]!.GetValue<string>())]),
        }),
    };

    private JsonObject Adapter()
    {
        var adapter = new JsonObject
        {
            ["type"] = "machine-learning-model",
            ["bom-ref"] = Reference,
            ["name"] = entry.Name,
            ["version"] = entry.Version.ToString(CultureInfo.InvariantCulture),
        };
        if (entry.Description is not null)
            adapter["description"] = entry.Description;
        // Of the manifest, the list of the files with their hashes, which is what names a version.
        adapter["hashes"] = Hashes(entry.Digest.Hex);
        adapter["pedigree"] = new JsonObject { ["ancestors"] = new JsonArray([.. Materials()]), ["notes"] = Origin() };
        adapter["modelCard"] = Card();
        adapter["properties"] = Properties(
            ("t2l:digest", entry.Digest.Value), ("t2l:kind", entry.Kind.NameOf()), ("t2l:source", entry.Source), ("t2l:hub_repository", entry.Hub?.Repository), ("t2l:hub_commit", entry.Hub?.Commit), ("t2l:base_model", entry.BaseModel.Length == 0 ? null : entry.BaseModel),
            ("t2l:rank", entry.Rank?.ToString(CultureInfo.InvariantCulture)), ("t2l:alpha", entry.Alpha?.ToString(CultureInfo.InvariantCulture)), ("t2l:target_modules", string.Join(' ', entry.TargetModules)),
            ("t2l:parameters", entry.Parameters.ToString(CultureInfo.InvariantCulture)), ("t2l:seed", entry.Seed?.ToString(CultureInfo.InvariantCulture)));
        return adapter;
    }

    private JsonObject Card() => new()
    {
        ["modelParameters"] = new JsonObject
        {
            ["task"] = "text-generation",
            ["architectureFamily"] = "transformer",
            ["modelArchitecture"] = entry.Kind == AdapterKind.Svf ? "SVF expert: gates on the singular values of the base model" : "LoRA: low-rank updates of the base model",
            ["inputs"] = new JsonArray(new JsonObject { ["format"] = "string" }),
            ["outputs"] = new JsonArray(new JsonObject { ["format"] = "string" }),
        },
    };

    private string Origin() => entry.Mix is { } mix ? $"Mixed from {mix.Parts.Count} experts in {mix.Space} space."
        : entry.HypernetworkDigest is not null ? "Written by the hypernetwork from the description."
        : entry.Source is { } source ? $"Came in by {source}." : "Imported; nothing is known of how it was made.";

    private IEnumerable<JsonObject> Materials()
    {
        if (sources.BaseModel is { } model)
            yield return Material("base model", model.Name, model.Digest.Value, model.Revision);
        else if (entry.BaseModel.Length > 0)
            yield return Material("base model", entry.BaseModel, entry.BaseModelDigest?.Value, null);
        if (entry.HypernetworkDigest is { } network)
            yield return Material("hypernetwork", sources.Hypernetwork?.Name ?? network.Value, network.Value, null);
        if (entry.EncoderDigest is { } encoder)
            yield return Material("text encoder", encoder.Value, encoder.Value, null);
        foreach (var part in entry.Mix?.Parts ?? [])
            yield return Material("expert", sources.Parents.GetValueOrDefault(part.Digest) ?? part.Digest, part.Digest, null, ("t2l:weight", part.Weight.ToString("R", CultureInfo.InvariantCulture)));
    }

    private static JsonObject Material(string role, string name, string? digest, string? version, params (string Name, string? Value)[] properties)
    {
        var material = new JsonObject { ["type"] = "machine-learning-model", ["bom-ref"] = Ref($"{role.Replace(' ', '-')}:{digest ?? name}"), ["name"] = name };
        if (version is not null)
            material["version"] = version;
        // A digest of this registry's own making, over several files: no hash that a scanner could compare with one file.
        material["properties"] = Properties([("t2l:role", role), ("t2l:digest", digest), .. properties]);
        return material;
    }

    private JsonObject File(ManifestFile file) => new()
    {
        ["type"] = "file",
        ["bom-ref"] = FileRef(file),
        ["name"] = file.Name,
        ["hashes"] = Hashes(file.Digest.Hex),
        ["properties"] = Properties(("t2l:bytes", file.Bytes.ToString(CultureInfo.InvariantCulture))),
    };

    private static JsonArray Hashes(string sha256) => new(new JsonObject { ["alg"] = "SHA-256", ["content"] = sha256 });

    private static JsonArray Properties(params IEnumerable<(string Name, string? Value)> properties) =>
        new([.. properties.Where(property => property.Value is not null).Select(property => new JsonObject { ["name"] = property.Name, ["value"] = property.Value })]);

    private static string FileRef(ManifestFile file) => Ref($"file:{file.Name}:{file.Digest.Value}");

    private static string Ref(string what) => $"t2l:{what}";
}
