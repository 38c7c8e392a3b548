using T2L.Client.Wire;

namespace T2L.Client.BaseModels;

/// <summary>The base models that adapters are made for.</summary>
public sealed class BaseModelsClient
{
    private readonly Server _server;

    internal BaseModelsClient(Server server) => _server = server;

    /// <summary>The base models that workers have served, newest first.</summary>
    /// <param name="cancellationToken">Stops the asking.</param>
    public async Task<IReadOnlyList<BaseModelInfo>> ListAsync(CancellationToken cancellationToken = default) =>
        (await _server.GetAsync<Page<BaseModelInfo>>("v1/base-models", cancellationToken).ConfigureAwait(false)).Items;
}

/// <summary>A base model.</summary>
/// <param name="Digest">Digest of its configuration and weights.</param>
/// <param name="Name">The name adapters give.</param>
/// <param name="Revision">The revision on the hub it came from; null where that is not known.</param>
/// <param name="ModelType">Its architecture, for instance <c>llama</c>; null where that is not known.</param>
/// <param name="Parameters">Number of its weights; null where that is not known.</param>
/// <param name="CreatedAt">When a worker first served it.</param>
public sealed record BaseModelInfo(string Digest, string Name, string? Revision, string? ModelType, long? Parameters, DateTimeOffset CreatedAt);
