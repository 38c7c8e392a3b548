using System.Text.Json;

namespace T2L.Hub;

/// <summary>Something could not be pulled; the message is one sentence that says what, where and what to do.</summary>
/// <param name="error">The kind.</param>
/// <param name="message">The sentence.</param>
/// <param name="inner">The cause, where there is one.</param>
public sealed class HubException(HubError error, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The kind.</summary>
    public HubError Error { get; } = error;

    /// <summary>The kind as <c>docs/errors.md</c> spells it, for instance <c>hash_mismatch</c>.</summary>
    public string Code => JsonNamingPolicy.SnakeCaseLower.ConvertName(Error.ToString());

    /// <summary>Whether the caller can mend it: a name, a setting, a permission. Otherwise server, network or disk failed.</summary>
    public bool IsCallers => Error is HubError.BadReference or HubError.BadSetting or HubError.NotCached or HubError.NothingMatches
        or HubError.Unauthorized or HubError.Forbidden or HubError.RepositoryNotFound or HubError.RevisionNotFound or HubError.FileNotFound;
}
