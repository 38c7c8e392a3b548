using System.Text.Json.Serialization;

namespace T2L.Api.Adapters;

/// <summary>Body of <c>POST /v1/adapters</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record GenerateAdapterRequest
{
    /// <summary>The task in plain words, 1 to 4,096 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Name to publish under, for instance <c>text/backwards</c>; left out, one is made of the description.</summary>
    public string? Name { get; init; }
}
