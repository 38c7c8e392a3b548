namespace T2L.Hub.Profiles;

/// <summary>One model of a profile: files of a repository, or a folder of this machine.</summary>
public sealed class ProfilePart
{
    /// <summary>A part.</summary>
    /// <param name="source"><c>hf:org/repo</c>, with a revision or without, or a folder.</param>
    /// <param name="folder">Where in the repository its files lie; empty for the top.</param>
    /// <param name="include">Patterns of the files that are needed, from that folder on; one without a wildcard must be there. Empty for all.</param>
    /// <param name="exclude">Patterns of files to leave.</param>
    /// <exception cref="HubException">The source or a pattern cannot be.</exception>
    public ProfilePart(string source, string folder = "", IReadOnlyList<string>? include = null, IReadOnlyList<string>? exclude = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(folder);
        (Source, Folder) = (source, folder.Trim('/'));
        Reference = RepoReference.IsOne(source) ? RepoReference.Parse(source) : null;
        if (Folder.Length > 0 && Protocol.RemotePath.Fault(Folder, windows: false) is { } fault)
            throw new HubException(HubError.BadReference, $"the folder '{Folder}' {fault}");
        Filter = new PathFilter(include is { Count: > 0 } ? [.. include.Select(Below)] : Folder.Length > 0 ? [Folder + "/"] : [], [.. (exclude ?? []).Select(Below)]);
    }

    /// <summary>As configured.</summary>
    public string Source { get; }

    /// <summary>Where in the repository its files lie; empty for the top.</summary>
    public string Folder { get; }

    /// <summary>The repository; null for a folder of this machine.</summary>
    public RepoReference? Reference { get; }

    /// <summary>The files of the repository that are needed.</summary>
    public PathFilter Filter { get; }

    /// <summary>A file of the part, as a path of its repository.</summary>
    /// <param name="path">The path from the part's folder on.</param>
    public string Below(string path) => Folder.Length > 0 ? $"{Folder}/{path}" : path;
}
