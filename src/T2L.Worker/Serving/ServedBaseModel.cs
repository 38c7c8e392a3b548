using T2L.Adapters;
using T2L.Contracts;

namespace T2L.Worker.Serving;

/// <summary>The base model of this process, as provenance of the adapters made here.</summary>
/// <param name="engine">The engine on its way.</param>
internal sealed class ServedBaseModel(Loading<IInferenceEngine> engine)
{
    /// <summary>The digest of the base model of that name; null when this process serves another one, or none that can be loaded.</summary>
    /// <param name="name">The name a hypernetwork gives.</param>
    /// <param name="cancellationToken">Stops waiting for the model.</param>
    public async Task<Digest?> DigestOfAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var info = (await engine.WhenLoadedAsync(cancellationToken)).Info;
            return info.Model == name ? Digest.Parse(info.Digest) : null;
        }
#pragma warning disable CA1031 // Whatever keeps the model from loading is told to those who ask it something; an adapter can be made without it.
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
