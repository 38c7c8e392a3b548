using System.Text.RegularExpressions;

namespace T2L.Hub;

/// <summary>A model repository on the hub at one revision, written <c>hf:org/repo@revision</c>.</summary>
public sealed partial record RepoReference
{
    /// <summary>What a reference begins with.</summary>
    public const string Prefix = "hf:";

    private const string DefaultRevision = "main";
    private const int MaxLength = 96; // the hub's own limit on a repository's name
    private const int MaxRevisionLength = 256;

    private RepoReference(string repository, string revision) => (Repository, Revision) = (repository, revision);

    /// <summary>Organisation and name, <c>google/gemma-2-2b-it</c>; old repositories have a name only.</summary>
    public string Repository { get; }

    /// <summary>Branch, tag or commit. Default <c>main</c>.</summary>
    public string Revision { get; }

    /// <summary>Whether a text means a repository and not a folder.</summary>
    /// <param name="text">What a user gave.</param>
    public static bool IsOne(string? text) => text?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    /// <summary>Reads <c>hf:org/repo</c> or <c>hf:org/repo@revision</c>.</summary>
    /// <param name="text">The reference.</param>
    /// <exception cref="HubException">It is spelled wrong.</exception>
    public static RepoReference Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!IsOne(text))
            throw new HubException(HubError.BadReference, $"'{text}' is not a repository; expected hf:<org>/<repo> or hf:<org>/<repo>@<revision>, for instance hf:google/gemma-2-2b-it.");
        var parts = text[Prefix.Length..].Split('@', 2);
        return Create(parts[0], parts.Length == 2 ? parts[1] : DefaultRevision);
    }

    /// <summary>Puts a reference together.</summary>
    /// <param name="repository">Organisation and name.</param>
    /// <param name="revision">Branch, tag or commit.</param>
    /// <exception cref="HubException">One of them is spelled wrong.</exception>
    public static RepoReference Create(string repository, string revision = DefaultRevision)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(revision);
        // The separator of the cache's folder names, so no repository has it.
        if (repository.Length > MaxLength || !Name().IsMatch(repository) || repository.Contains("--", StringComparison.Ordinal) || repository.Contains("..", StringComparison.Ordinal)
            || repository.EndsWith(".git", StringComparison.Ordinal))
            throw new HubException(HubError.BadReference, $"'{repository}' is not the name of a repository; expected <org>/<repo> of letters, digits, '-', '_' and '.', at most {MaxLength} characters.");
        if (revision.Length > MaxRevisionLength || !RevisionName().IsMatch(revision) || revision.Contains("..", StringComparison.Ordinal))
            throw new HubException(HubError.BadReference, $"'{revision}' is not a revision of {repository}; expected a branch, a tag or a commit, for instance {repository}@main.");
        return new RepoReference(repository, revision);
    }

    /// <summary>The reference as <see cref="Parse"/> reads it.</summary>
    public override string ToString() => Revision == DefaultRevision ? Prefix + Repository : $"{Prefix}{Repository}@{Revision}";

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.\-]*(/[A-Za-z0-9_][A-Za-z0-9_.\-]*)?\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.+\-]*(/[A-Za-z0-9_][A-Za-z0-9_.+\-]*)*\z")]
    private static partial Regex RevisionName();
}
