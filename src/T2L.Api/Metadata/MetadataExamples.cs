using T2L.Api.Document;
using T2L.Registry.Metadata;

namespace T2L.Api.Metadata;

/// <summary>What the OpenAPI document shows of owners, tags, properties and cards.</summary>
internal static class MetadataExamples
{
    public const string Card = "# Reverse\n\nWrites a word backwards. Not for sentences.\n";

    public static ChangeMetadataRequest Change { get; } = new()
    {
        Owner = "team-text", AddTags = ["school"], Properties = new Dictionary<string, PropertyValue?> { ["level"] = PropertyValue.Of(3), ["cost"] = null },
    };

    public static MetadataResponse Metadata { get; } = new(
        Demo.Adapter, "team-text", ["school"], new Dictionary<string, PropertyValue> { ["level"] = PropertyValue.Of(3) }, Demo.At, Demo.Somebody);
}
