using System.Text.Json;
using System.Text.Json.Serialization;

namespace T2L.Client.Metadata;

/// <summary>What people say of an adapter.</summary>
/// <param name="Adapter">The adapter's name.</param>
/// <param name="Owner">Whose it is; null for nobody.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Properties">Its properties by key: texts, numbers, true and false.</param>
/// <param name="ChangedAt">When it was changed last; null before the first time.</param>
/// <param name="ChangedBy">Who did.</param>
public sealed record MetadataInfo(
    string Adapter, string? Owner, IReadOnlyList<string> Tags, IReadOnlyDictionary<string, JsonElement> Properties, DateTimeOffset? ChangedAt, string? ChangedBy)
{
    /// <summary>Names its last change: given back with a change, that is made only if nobody made another in between.</summary>
    [JsonIgnore]
    public string? Tag { get; init; }
}
