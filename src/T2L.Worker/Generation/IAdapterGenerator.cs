using T2L.Adapters;

namespace T2L.Worker.Generation;

/// <summary>Turns a task description into an adapter.</summary>
/// <remarks>Implementations: encoder and hypernetwork of this process, and the tests' stand-in without models.</remarks>
public interface IAdapterGenerator
{
    /// <summary>The hypernetwork that is served here; null until it is loaded.</summary>
    Digest? Hypernetwork { get; }

    /// <summary>Embeds the description and runs the hypernetwork on it; with examples, looks around the description for a better adapter.</summary>
    /// <param name="order">What the adapter is to be made of.</param>
    /// <param name="cancellationToken">Stops between the stages, and between the rounds of a search.</param>
    /// <exception cref="GenerationException">No adapter can be made; the message says why.</exception>
    Task<GeneratedAdapter> GenerateAsync(AdapterOrder order, CancellationToken cancellationToken);
}
