using T2L.Registry.Metadata;

namespace T2L.Api.Metadata;

/// <summary>What people say of an adapter. The header <c>ETag</c> names its last change; <c>If-Match</c> with it changes it only if nobody did in between.</summary>
/// <param name="Adapter">The adapter's name.</param>
/// <param name="Owner">Whose it is; null for nobody.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Properties">Its properties by key: texts, numbers, true and false.</param>
/// <param name="ChangedAt">When it was changed last; null before the first time.</param>
/// <param name="ChangedBy">Who did.</param>
internal sealed record MetadataResponse(
    string Adapter, string? Owner, IReadOnlyList<string> Tags, IReadOnlyDictionary<string, PropertyValue> Properties, DateTimeOffset? ChangedAt, string? ChangedBy)
{
    public static MetadataResponse Of(MetadataEntry entry) => new(entry.Adapter, entry.Owner, entry.Tags, entry.Properties, entry.ChangedAt, entry.ChangedBy);
}
