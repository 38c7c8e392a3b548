namespace T2L.Contracts;

/// <summary>Fact: an adapter version is published, its bytes and its row exist.</summary>
/// <param name="JobId">The job that made it; null where it was mixed of others.</param>
/// <param name="Digest">Identity of the version, <c>sha256:&lt;64 hex&gt;</c>.</param>
/// <param name="BaseModel">Name of the base model it was made for.</param>
public sealed record AdapterReady(Guid? JobId, string Digest, string BaseModel);
