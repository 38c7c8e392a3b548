namespace T2L.Adapters.Svf;

/// <summary>A manifest as the metadata of a safetensors file: text by name, always in the same order.</summary>
internal static class SvfMetadata
{
    private const string Format = "t2l-svf-expert";
    private const string Version = "1";

    public static Dictionary<string, string> Of(SvfManifest manifest) => new(StringComparer.Ordinal)
    {
        ["format"] = Format,
        ["format_version"] = Version,
        ["gate"] = manifest.Gate.NameOf(),
        ["base_model"] = manifest.BaseModel,
        ["base_digest"] = manifest.BaseDigest.Value,
        ["decomposition_digest"] = manifest.DecompositionDigest.Value,
        ["targets"] = string.Join(',', manifest.Targets),
        ["label"] = manifest.Label,
        ["training"] = manifest.Origin.ToJson(),
    };

    public static SvfManifest Parse(IReadOnlyDictionary<string, string> metadata, string file)
    {
        if (metadata.GetValueOrDefault("format") != Format)
        {
            throw Refuse(file, metadata.TryGetValue("format", out var format)
                ? $"the file's format is '{format}'; an SVF expert's is '{Format}'."
                : $"the file has no format in its metadata; an SVF expert's is '{Format}'. Official .pt files are read by 't2l svf import'.");
        }

        if (metadata.GetValueOrDefault("format_version") != Version)
        {
            throw new AdapterFormatException(AdapterFormatError.Unsupported,
                $"format_version is '{metadata.GetValueOrDefault("format_version")}'; this program reads '{Version}'. Use a newer one.", file);
        }

        try
        {
            return Manifest(metadata, file);
        }
        catch (ArgumentException exception)
        {
            throw new AdapterFormatException(AdapterFormatError.InvalidMetadata, exception.Message, file, inner: exception);
        }
    }

    private static SvfManifest Manifest(IReadOnlyDictionary<string, string> metadata, string file)
    {
        var gateName = Field(metadata, "gate", file);
        return SvfGateNames.TryParse(gateName, out var gate)
            ? new SvfManifest
            {
                Gate = gate,
                BaseModel = Field(metadata, "base_model", file),
                BaseDigest = DigestField(metadata, "base_digest", file),
                DecompositionDigest = DigestField(metadata, "decomposition_digest", file),
                Targets = Field(metadata, "targets", file).Split(','),
                Label = metadata.GetValueOrDefault("label", ""),
                Origin = SvfOrigin.Parse(Field(metadata, "training", file), file),
            }
            : throw new AdapterFormatException(AdapterFormatError.Unsupported, $"the gate is '{gateName}'; expected one of {SvfGateNames.All}.", file);
    }

    private static string Field(IReadOnlyDictionary<string, string> metadata, string name, string file) =>
        metadata.TryGetValue(name, out var value) ? value : throw Refuse(file, $"the metadata has no '{name}', which an SVF expert needs.");

    private static Digest DigestField(IReadOnlyDictionary<string, string> metadata, string name, string file) =>
        Digest.TryParse(Field(metadata, name, file), out var digest)
            ? digest
            : throw Refuse(file, $"{name} is '{metadata[name]}'; expected 'sha256:' and 64 lower-case hexadecimal digits.");

    private static AdapterFormatException Refuse(string file, string message) => new(AdapterFormatError.InvalidMetadata, message, file);
}
