namespace T2L.Registry.Quality;

/// <summary>What is known of a version's quality; stored in lower case.</summary>
public enum CheckStatus
{
    /// <summary>No worker has loaded it yet. The first to load it checks it before it answers with it.</summary>
    Pending,

    /// <summary>It passed every check, or somebody let it out.</summary>
    Ready,

    /// <summary>It failed a check: it is not served, and no name leads to it.</summary>
    Quarantined,
}

/// <summary>The words for it.</summary>
public static class CheckStatusNames
{
    /// <summary>The word in files, JSON and SQL.</summary>
    public static string NameOf(this CheckStatus status) => status switch
    {
        CheckStatus.Pending => "pending",
        CheckStatus.Ready => "ready",
        CheckStatus.Quarantined => "quarantined",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a status of a version."),
    };

    /// <summary>The status of a word; null where there is none.</summary>
    public static CheckStatus? Parse(string? word) => word switch
    {
        "pending" => CheckStatus.Pending,
        "ready" => CheckStatus.Ready,
        "quarantined" => CheckStatus.Quarantined,
        _ => null,
    };
}
