namespace T2L.Contracts;

/// <summary>What an inference engine serves.</summary>
/// <param name="Model">Name of the base model, as callers write it in <c>model</c>.</param>
/// <param name="Digest">Digest of the base model's configuration and weights, <c>sha256:&lt;64 hex&gt;</c>.</param>
/// <param name="Device">Where it computes: <c>cpu</c> or <c>cuda:N</c>.</param>
public sealed record EngineInfo(string Model, string Digest, string Device);
