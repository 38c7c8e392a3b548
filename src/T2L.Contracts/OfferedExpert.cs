namespace T2L.Contracts;

/// <summary>An SVF expert that a first pass may choose for a request.</summary>
/// <param name="Digest">The expert, <c>sha256:&lt;64 hex&gt;</c>.</param>
/// <param name="Name">What the first pass calls it, so that experts whose files have one label can be told apart; null for the label in its file.</param>
public sealed record OfferedExpert(string Digest, string? Name = null);
