using System.Text;
using T2L.Client.Wire;

namespace T2L.Client.Metadata;

/// <summary>Owner, tags, properties and cards of a server's adapters.</summary>
public sealed class MetadataClient
{
    private const string Markdown = "text/markdown";
    private readonly Server _server;

    internal MetadataClient(Server server) => _server = server;

    /// <summary>What people say of an adapter, with its <see cref="MetadataInfo.Tag"/>.</summary>
    /// <param name="adapter">The adapter's name.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    public async Task<MetadataInfo> GetAsync(string adapter, CancellationToken cancellationToken = default) =>
        Tagged(await _server.ExchangeAsync<MetadataInfo>(HttpMethod.Get, Server.Path($"adapters/{adapter}/metadata"), null, null, cancellationToken).ConfigureAwait(false));

    /// <summary>Changes it.</summary>
    /// <param name="adapter">The adapter's name.</param>
    /// <param name="change">What changes.</param>
    /// <param name="expected">The tag of what the caller saw; null changes it whatever it is.</param>
    /// <param name="cancellationToken">Stops before it happens.</param>
    /// <exception cref="T2LException"><c>precondition_failed</c>: somebody changed it in between.</exception>
    public async Task<MetadataInfo> ChangeAsync(string adapter, MetadataChange change, string? expected = null, CancellationToken cancellationToken = default) => Tagged(
        await _server.ExchangeAsync<MetadataInfo>(
            HttpMethod.Patch, Server.Path($"adapters/{adapter}/metadata"), Server.Content(change.ToBody()), Server.Expecting(expected), cancellationToken).ConfigureAwait(false));

    /// <summary>The card of an adapter, Markdown as it was written.</summary>
    /// <param name="adapter">The adapter's name.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    public async Task<string> GetCardAsync(string adapter, CancellationToken cancellationToken = default)
    {
        using var response = await _server.OpenAsync(HttpMethod.Get, Server.Path($"adapters/{adapter}/card"), null, null, cancellationToken).ConfigureAwait(false);
        return await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the card of an adapter.</summary>
    /// <param name="adapter">The adapter's name.</param>
    /// <param name="markdown">The card, at most 64 KiB in UTF-8.</param>
    /// <param name="expected">The tag of the card that the caller saw.</param>
    /// <param name="cancellationToken">Stops before it happens.</param>
    public async Task PutCardAsync(string adapter, string markdown, string? expected = null, CancellationToken cancellationToken = default)
    {
        using var content = new StringContent(markdown, Encoding.UTF8, Markdown);
        (await _server.OpenAsync(HttpMethod.Put, Server.Path($"adapters/{adapter}/card"), content, Server.Expecting(expected), cancellationToken).ConfigureAwait(false)).Dispose();
    }

    /// <summary>Takes the card of an adapter away.</summary>
    /// <param name="adapter">The adapter's name.</param>
    /// <param name="expected">The tag of the card that the caller saw.</param>
    /// <param name="cancellationToken">Stops before it happens.</param>
    public Task RemoveCardAsync(string adapter, string? expected = null, CancellationToken cancellationToken = default) =>
        _server.ExchangeAsync<object>(HttpMethod.Delete, Server.Path($"adapters/{adapter}/card"), null, Server.Expecting(expected), cancellationToken);

    private static MetadataInfo Tagged(Answer<MetadataInfo> answer) => answer.Value with { Tag = answer.Tag };
}
