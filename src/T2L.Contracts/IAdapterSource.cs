using T2L.Adapters;

namespace T2L.Contracts;

/// <summary>Where an engine gets an adapter it does not hold.</summary>
public interface IAdapterSource
{
    /// <summary>Reads one adapter version and verifies its bytes against its digest.</summary>
    /// <param name="digest">The version.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="InferenceException">Unknown (<see cref="InferenceError.AdapterNotFound"/>) or damaged (<see cref="InferenceError.AdapterDamaged"/>).</exception>
    Task<AnyAdapter> LoadAsync(Digest digest, CancellationToken cancellationToken);
}
