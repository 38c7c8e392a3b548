namespace T2L.Hub;

/// <summary>What a pull did.</summary>
/// <param name="Reference">Repository and revision.</param>
/// <param name="Commit">The commit that the revision stands for.</param>
/// <param name="Folder">The snapshot: every chosen file at its path.</param>
/// <param name="Files">Paths of the files.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="DownloadedBytes">Bytes that came over the network.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record PullResult(RepoReference Reference, string Commit, string Folder, IReadOnlyList<string> Files, long Bytes, long DownloadedBytes, TimeSpan Elapsed);
