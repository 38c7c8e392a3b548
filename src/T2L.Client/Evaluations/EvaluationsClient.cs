using T2L.Client.Wire;

namespace T2L.Client.Evaluations;

/// <summary>What was measured of versions.</summary>
public sealed class EvaluationsClient
{
    private readonly Server _server;

    internal EvaluationsClient(Server server) => _server = server;

    /// <summary>What was measured of a version, by suite and metric, the newest of each first.</summary>
    /// <param name="reference">Which.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    public async Task<IReadOnlyList<EvaluationInfo>> ListAsync(string reference, CancellationToken cancellationToken = default) =>
        (await _server.GetAsync<Page<EvaluationInfo>>(Server.Path($"adapters/{reference}/evaluations"), cancellationToken).ConfigureAwait(false)).Items;

    /// <summary>Adds a figure that was measured elsewhere. Figures are never changed; the newest counts.</summary>
    /// <param name="reference">Of which version.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="cancellationToken">Stops before it happens.</param>
    /// <returns>The figure as it is kept.</returns>
    public async Task<EvaluationInfo> AddAsync(string reference, Figure figure, CancellationToken cancellationToken = default) =>
        (await _server.SendAsync<Page<EvaluationInfo>>(HttpMethod.Post, Server.Path($"adapters/{reference}/evaluations"), figure, null, cancellationToken).ConfigureAwait(false)).Items[0];

    /// <summary>Asks examples, with the adapter and without, and keeps both shares of right answers.</summary>
    /// <param name="reference">Which version is asked.</param>
    /// <param name="trial">The examples, and how they are asked.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The figures <c>accuracy</c> and <c>base_accuracy</c>.</returns>
    public async Task<IReadOnlyList<EvaluationInfo>> RunAsync(string reference, Trial trial, CancellationToken cancellationToken = default) =>
        (await _server.SendAsync<Page<EvaluationInfo>>(HttpMethod.Post, Server.Path($"adapters/{reference}/evaluations/run"), trial, null, cancellationToken).ConfigureAwait(false)).Items;
}
