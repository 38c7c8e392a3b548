namespace T2L.Contracts;

/// <summary>Fact: a worker does not serve a published adapter.</summary>
/// <param name="JobId">The job that made it.</param>
/// <param name="Digest">The refused version, <c>sha256:&lt;64 hex&gt;</c>.</param>
/// <param name="Error">The kind of refusal.</param>
/// <param name="Reason">One sentence.</param>
public sealed record AdapterRefused(Guid JobId, string Digest, InferenceError Error, string Reason);
