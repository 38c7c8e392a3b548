using System.Text.Json.Serialization;

namespace T2L.Api.Adapters;

/// <summary>Body of <c>POST /v1/adapters</c>.</summary>
/// <param name="Description">The task in plain words, 1 to 4,096 characters.</param>
/// <param name="Name">Name to publish under, for instance <c>text/backwards</c>; left out, one is made of the description.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record GenerateAdapterRequest(string? Description, string? Name);
