namespace T2L.Hypernetwork.Checkpoints;

/// <summary>What a weights file says about the order of its modules.</summary>
/// <param name="InKeys">The order of its keys is the one of training.</param>
/// <param name="Stated">The order as the file's metadata names it, or null.</param>
internal sealed record FoundOrder(bool InKeys, IReadOnlyList<string>? Stated)
{
    /// <summary>Key of the metadata: names with commas between them.</summary>
    public const string MetadataKey = "module_order";

    /// <summary>The keys tell.</summary>
    public static readonly FoundOrder OfKeys = new(true, null);

    /// <summary>The metadata may tell; where it does not, adapter_config.json has to.</summary>
    public static FoundOrder Of(IReadOnlyDictionary<string, string> metadata) =>
        new(false, metadata.TryGetValue(MetadataKey, out var names) ? names.Split(',', StringSplitOptions.TrimEntries) : null);
}
