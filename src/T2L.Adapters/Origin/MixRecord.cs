namespace T2L.Adapters.Origin;

/// <summary>What a mix of experts was made of: enough to make it again.</summary>
/// <param name="MixDigest">Digest of the parts, their weights and the rules.</param>
/// <param name="Parts">The experts, in the order of the mix.</param>
public sealed record MixRecord(string MixDigest, IReadOnlyList<MixPart> Parts);

/// <summary>One expert of a mix.</summary>
/// <param name="Digest">The expert's digest.</param>
/// <param name="Weight">Its weight, as it was given.</param>
public sealed record MixPart(string Digest, double Weight);
