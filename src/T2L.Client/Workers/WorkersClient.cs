using T2L.Client.Wire;

namespace T2L.Client.Workers;

/// <summary>The workers of a server, and where versions run.</summary>
public sealed class WorkersClient
{
    private readonly Server _server;

    internal WorkersClient(Server server) => _server = server;

    /// <summary>The workers that are at work, by name; one that has been silent for half a minute is left out.</summary>
    /// <param name="cancellationToken">Stops the asking.</param>
    public async Task<IReadOnlyList<WorkerInfo>> ListAsync(CancellationToken cancellationToken = default) =>
        (await _server.GetAsync<Page<WorkerInfo>>("v1/workers", cancellationToken).ConfigureAwait(false)).Items;

    /// <summary>Which workers hold a version, since when, and when somebody last asked for it.</summary>
    /// <param name="reference">Which.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    public async Task<IReadOnlyList<DeploymentInfo>> DeploymentsAsync(string reference, CancellationToken cancellationToken = default) =>
        (await _server.GetAsync<Page<DeploymentInfo>>(Server.Path($"adapters/{reference}/deployments"), cancellationToken).ConfigureAwait(false)).Items;
}

/// <summary>A worker that is at work.</summary>
/// <param name="Name">Its name.</param>
/// <param name="BaseModel">The base model it serves; null until that is loaded.</param>
/// <param name="Device">Where it computes; null as before.</param>
/// <param name="StartedAt">When it came.</param>
/// <param name="SeenAt">When it last said so.</param>
/// <param name="Adapters">How many adapters it holds.</param>
public sealed record WorkerInfo(string Name, string? BaseModel, string? Device, DateTimeOffset StartedAt, DateTimeOffset SeenAt, int Adapters);

/// <summary>Where a version runs.</summary>
/// <param name="Worker">The worker's name.</param>
/// <param name="Device">Where it computes.</param>
/// <param name="Since">Since when it holds the version.</param>
/// <param name="LastUsed">When somebody last asked for it.</param>
/// <param name="SeenAt">When the worker last said so.</param>
public sealed record DeploymentInfo(string Worker, string? Device, DateTimeOffset Since, DateTimeOffset LastUsed, DateTimeOffset SeenAt);
