using T2L.Registry.Quality;

namespace T2L.Api.Quality;

/// <summary>What is known of a version's quality.</summary>
/// <param name="Adapter">The adapter's name.</param>
/// <param name="Version">Its number.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="Status"><c>pending</c> until a worker has loaded it, <c>ready</c>, or <c>quarantined</c>.</param>
/// <param name="Checks">Each check: its name, whether it passed, what was measured, against what, and both in words.</param>
/// <param name="CheckedAt">When the last one was made; null before the first.</param>
/// <param name="CheckedBy">Who made it; null before the first.</param>
internal sealed record CheckResponse(
    string Adapter, int Version, string Digest, string Status, IReadOnlyList<QualityCheck> Checks, DateTimeOffset? CheckedAt, string? CheckedBy)
{
    public static CheckResponse Of(CheckEntry entry) => new(entry.Adapter, entry.Version, entry.Digest.Value, entry.Status.NameOf(), entry.Checks, entry.CheckedAt, entry.CheckedBy);
}
