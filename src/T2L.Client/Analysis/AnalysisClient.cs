using T2L.Client.Wire;

namespace T2L.Client.Analysis;

/// <summary>What adapters change, one by one, side by side, and all on a map.</summary>
public sealed class AnalysisClient
{
    private readonly Server _server;

    internal AnalysisClient(Server server) => _server = server;

    /// <summary>Two versions side by side: what is said of them, how strongly they change each matrix and how alike, what was measured.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    public Task<VersionDiff> DiffAsync(string left, string right, CancellationToken cancellationToken = default) =>
        _server.GetAsync<VersionDiff>(Server.Path($"adapters/{left}/diff?with={right}"), cancellationToken);

    /// <summary>Norm and singular values of what an adapter changes, matrix by matrix.</summary>
    /// <param name="reference">Which.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    public Task<Spectrum> SpectrumAsync(string reference, CancellationToken cancellationToken = default) =>
        _server.GetAsync<Spectrum>(Server.Path($"adapters/{reference}/spectrum"), cancellationToken);

    /// <summary>The adapters in two dimensions, by what their tasks mean; a sample of 3,000 where there are more.</summary>
    /// <param name="encoder">Digest of the text encoder whose map it is; null for the newest adapter's.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    public Task<AdapterMap> MapAsync(string? encoder = null, CancellationToken cancellationToken = default) =>
        _server.GetAsync<AdapterMap>(Server.Query("v1/adapters/map", ("encoder", encoder)), cancellationToken);
}
