using System.Text.Json.Serialization;
using T2L.Registry.Metadata;

namespace T2L.Api.Metadata;

/// <summary>Body of <c>PATCH /v1/adapters/{name}/metadata</c>; what is left out stays as it is.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ChangeMetadataRequest
{
    private readonly bool _ownerGiven;

    /// <summary>Whose the adapter is, at most 100 characters; null for nobody.</summary>
    public string? Owner
    {
        get;
        init => (field, _ownerGiven) = (value, true);
    }

    /// <summary>All tags it has afterwards, at most 50 of 1 to 64 characters.</summary>
    public IReadOnlyList<string?>? Tags { get; init; }

    /// <summary>Tags to add to those it has.</summary>
    public IReadOnlyList<string?>? AddTags { get; init; }

    /// <summary>Tags to take away.</summary>
    public IReadOnlyList<string?>? RemoveTags { get; init; }

    /// <summary>Properties to set by key: a text of at most 1,000 characters, a number, true or false; null takes the property away.</summary>
    public IReadOnlyDictionary<string, PropertyValue?>? Properties { get; init; }

    /// <summary>The change as the registry knows it.</summary>
    public MetadataChange ToChange() => new()
    {
        Owner = _ownerGiven ? Owner ?? "" : null, Tags = Tags?.Select(tag => tag ?? "").ToList(), AddTags = [.. (AddTags ?? []).Select(tag => tag ?? "")],
        RemoveTags = [.. (RemoveTags ?? []).OfType<string>()], Properties = Properties ?? new Dictionary<string, PropertyValue?>(),
    };
}
