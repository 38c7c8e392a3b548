namespace T2L.Client.Quality;

/// <summary>What is known of a version's quality.</summary>
/// <param name="Adapter">The adapter's name.</param>
/// <param name="Version">Its number.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="Status"><c>pending</c> until a worker has loaded it, <c>ready</c>, or <c>quarantined</c>.</param>
/// <param name="Checks">Each check, in the order they were made.</param>
/// <param name="CheckedAt">When the last one was made; null before the first.</param>
/// <param name="CheckedBy">Who made it; null before the first.</param>
public sealed record CheckInfo(
    string Adapter, int Version, string Digest, string Status, IReadOnlyList<CheckResult> Checks, DateTimeOffset? CheckedAt, string? CheckedBy);

/// <summary>One thing that was looked at, and what came of it.</summary>
/// <param name="Name">What: <c>finite</c>, <c>norm</c>, <c>norm_outlier</c>, <c>effect</c>.</param>
/// <param name="Passed">Whether it is as it should be.</param>
/// <param name="Value">What was measured; null where there is no number.</param>
/// <param name="Limit">What it was held against; null where there is no number.</param>
/// <param name="Sentence">Both in words, for a person.</param>
public sealed record CheckResult(string Name, bool Passed, double? Value, double? Limit, string Sentence);
