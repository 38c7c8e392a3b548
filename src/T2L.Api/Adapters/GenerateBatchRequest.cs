using System.Text.Json.Serialization;

namespace T2L.Api.Adapters;

/// <summary>Body of <c>POST /v1/adapters/batch</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record GenerateBatchRequest
{
    /// <summary>Most orders in one request.</summary>
    public const int MaxItems = 100;

    /// <summary>The orders, 1 to 100, each as in <c>POST /v1/adapters</c>.</summary>
    public IReadOnlyList<GenerateAdapterRequest?>? Items { get; init; }
}
