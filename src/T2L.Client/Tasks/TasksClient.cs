using System.Globalization;
using T2L.Adapters.Origin;
using T2L.Client.Adapters;
using T2L.Client.Wire;

namespace T2L.Client.Tasks;

/// <summary>Where tasks lie.</summary>
public sealed class TasksClient
{
    private readonly Server _server;

    internal TasksClient(Server server) => _server = server;

    /// <summary>What is near to a task, before anything is made of it.</summary>
    /// <param name="text">The task in plain words.</param>
    /// <param name="count">How many adapters, 1 to 20.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    public Task<TaskNeighbourhood> NearAsync(string text, int count = 5, CancellationToken cancellationToken = default) =>
        _server.GetAsync<TaskNeighbourhood>(Server.Path($"tasks/near?text={text}&limit={count.ToString(CultureInfo.InvariantCulture)}"), cancellationToken);
}

/// <summary>What is near to a task.</summary>
/// <param name="Encoder">Digest of the text encoder that read the text.</param>
/// <param name="Novelty">How far it is from the hypernetwork's training tasks; null where those are not known.</param>
/// <param name="Adapters">Adapters for tasks like it, nearest first.</param>
public sealed record TaskNeighbourhood(string Encoder, Novelty? Novelty, IReadOnlyList<AdapterInfo> Adapters);
