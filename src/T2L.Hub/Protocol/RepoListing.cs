namespace T2L.Hub.Protocol;

/// <summary>What a repository holds at one commit.</summary>
/// <param name="Commit">The commit the revision stands for, 40 hex digits.</param>
/// <param name="Files">Its files.</param>
internal sealed record RepoListing(string Commit, IReadOnlyList<ListedFile> Files);
