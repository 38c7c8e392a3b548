using System.Text.Json.Serialization;

namespace T2L.Api.Aliases;

/// <summary>Body of <c>PUT /v1/adapters/{name}/aliases/{alias}</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SetAliasRequest
{
    /// <summary>Number of the version that the alias is to point at, from 1.</summary>
    public int? Version { get; init; }
}
