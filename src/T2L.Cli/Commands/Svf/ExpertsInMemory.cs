using T2L.Adapters;
using T2L.Adapters.Peft;
using T2L.Adapters.Svf;
using T2L.Contracts;

namespace T2L.Cli.Commands.Svf;

/// <summary>Experts that were read from files, as an engine asks for them.</summary>
internal sealed class ExpertsInMemory : IAdapterSource
{
    private readonly Dictionary<Digest, AnyAdapter> _experts = [];

    /// <summary>Keeps an expert.</summary>
    /// <returns>Its digest.</returns>
    public string Add(SvfExpert expert)
    {
        var adapter = new AnyAdapter(expert);
        var digest = AdapterManifest.Of(adapter.ToFiles()).Digest;
        _experts[digest] = adapter;
        return digest.Value;
    }

    public Task<AnyAdapter> LoadAsync(Digest digest, CancellationToken cancellationToken) => Task.FromResult(_experts[digest]);
}
