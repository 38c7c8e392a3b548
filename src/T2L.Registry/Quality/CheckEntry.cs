using T2L.Adapters;

namespace T2L.Registry.Quality;

/// <summary>What is known of a version's quality.</summary>
/// <param name="Adapter">The adapter's name.</param>
/// <param name="Version">Its number.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="Status">What came of the checks.</param>
/// <param name="Checks">Each of them, in the order they were made.</param>
/// <param name="CheckedAt">When the last one was made; null before the first.</param>
/// <param name="CheckedBy">Who made it: a worker, or who published; null before the first.</param>
/// <param name="Change">The event that quarantined it or let it out; null for none.</param>
public sealed record CheckEntry(
    string Adapter, int Version, Digest Digest, CheckStatus Status, IReadOnlyList<QualityCheck> Checks, DateTimeOffset? CheckedAt, string? CheckedBy, Guid? Change)
{
    /// <summary>Why it is quarantined: the sentences of the checks that it failed.</summary>
    public string Reasons => string.Join(' ', Checks.Where(check => !check.Passed).Select(check => check.Sentence));
}
