using T2L.Client.Wire;

namespace T2L.Client.BaseModels;

/// <summary>The base models that adapters are made for.</summary>
public sealed class BaseModelsClient
{
    private readonly Server _server;

    internal BaseModelsClient(Server server) => _server = server;

    /// <summary>The base models that are known, newest first: those that workers have served, and those that the operator has added.</summary>
    /// <param name="cancellationToken">Stops the asking.</param>
    public async Task<IReadOnlyList<BaseModelInfo>> ListAsync(CancellationToken cancellationToken = default) =>
        (await _server.GetAsync<Page<BaseModelInfo>>("v1/base-models", cancellationToken).ConfigureAwait(false)).Items;
}

/// <summary>A base model.</summary>
/// <param name="Digest">Digest of its configuration and weights.</param>
/// <param name="Name">The name adapters give.</param>
/// <param name="AlsoCalled">Other names that adapters give.</param>
/// <param name="Revision">The revision on the hub it came from; null where that is not known.</param>
/// <param name="ModelType">Its architecture, for instance <c>llama</c>; null where that is not known.</param>
/// <param name="Parameters">Number of its weights; null where that is not known.</param>
/// <param name="Modules">The matrices that adapters may change; null where they are not known. An adapter that does not fit is refused.</param>
/// <param name="CreatedAt">When it became known.</param>
public sealed record BaseModelInfo(
    string Digest, string Name, IReadOnlyList<string> AlsoCalled, string? Revision, string? ModelType, long? Parameters, IReadOnlyList<ModuleInfo>? Modules, DateTimeOffset CreatedAt);

/// <summary>A kind of matrix that each layer of a base model has.</summary>
/// <param name="Path">Its path, with a star for the layer's number.</param>
/// <param name="Out">Features that come out.</param>
/// <param name="In">Features that go in.</param>
/// <param name="Layers">How many layers have it.</param>
public sealed record ModuleInfo(string Path, long Out, long In, int Layers);
