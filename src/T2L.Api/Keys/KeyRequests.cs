using System.Text.Json.Serialization;

namespace T2L.Api.Keys;

/// <summary>Body of <c>POST /v1/keys</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CreateKeyRequest
{
    /// <summary>What the key is for, 1 to 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>What it allows: <c>read</c>, <c>generate</c>, <c>write</c>, <c>approve</c>, <c>admin</c>.</summary>
    public IReadOnlyList<string?>? Scopes { get; init; }

    /// <summary>From when on it lets nobody in; left out for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>Body of <c>POST /v1/keys/{key}/rotate</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RotateKeyRequest
{
    /// <summary>Seconds that the old key is good for still, 0 to 31,536,000; default 3600.</summary>
    public int? OverlapSeconds { get; init; }
}
