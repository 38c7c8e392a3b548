namespace T2L.Inference.Experts;

/// <summary>What a first pass chose for a request.</summary>
/// <param name="Label">The expert's label, or <c>other</c>.</param>
/// <param name="AdapterDigest">The expert; null for the base model.</param>
/// <param name="Remembered">Whether the conversation had chosen before, so that nothing was asked.</param>
public sealed record ExpertChoice(string Label, string? AdapterDigest, bool Remembered);
