using T2L.Adapters.Origin;

namespace T2L.Adapters.Uploads;

/// <summary>A hub that adapters can be fetched from. Which one is its own matter, never the caller's.</summary>
public interface IAdapterHub
{
    /// <summary>Fetches the files of an adapter.</summary>
    /// <param name="repository">Organisation and name, <c>acme/reverse-lora</c>.</param>
    /// <param name="revision">Branch, tag or commit.</param>
    /// <param name="folder">Takes the files, as it takes those of an upload; nothing is kept elsewhere.</param>
    /// <param name="limits">How much is fetched.</param>
    /// <param name="cancellationToken">Stops the fetching.</param>
    /// <returns>What was fetched.</returns>
    /// <exception cref="AdapterHubException">It cannot be fetched.</exception>
    /// <exception cref="AdapterFormatException">A file is refused, as it would be in an upload.</exception>
    Task<HubOrigin> FetchAsync(string repository, string revision, UploadFolder folder, UploadLimits limits, CancellationToken cancellationToken = default);
}

/// <summary>Why something cannot be fetched.</summary>
public enum AdapterHubError
{
    /// <summary>Repository or revision are spelled wrong.</summary>
    BadReference,

    /// <summary>There is no such repository, revision or adapter, or not for us.</summary>
    NotFound,

    /// <summary>It has more bytes than are fetched.</summary>
    TooLarge,

    /// <summary>Nothing is fetched here.</summary>
    Off,

    /// <summary>The hub does not answer, or this machine cannot keep what it answers.</summary>
    Unavailable,

    /// <summary>The hub answers something else than it should.</summary>
    BadAnswer,
}

/// <summary>An adapter cannot be fetched; the message is a sentence for the caller.</summary>
/// <param name="error">The kind.</param>
/// <param name="message">What, where, what to do.</param>
/// <param name="inner">The cause, where there is one.</param>
public sealed class AdapterHubException(AdapterHubError error, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The kind.</summary>
    public AdapterHubError Error { get; } = error;
}
