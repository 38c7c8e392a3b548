namespace T2L.Api.Health;

/// <summary>Answer of a health address.</summary>
/// <param name="Status"><c>live</c> or <c>ready</c>.</param>
/// <param name="Checks">What was looked at, and its state.</param>
internal sealed record HealthResponse(string Status, IReadOnlyDictionary<string, string> Checks);
