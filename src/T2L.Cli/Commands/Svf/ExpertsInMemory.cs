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

    /// <summary>Keeps an expert for as long as it is asked; one that is kept anyway stays.</summary>
    public Loan Lend(SvfExpert expert)
    {
        var known = _experts.Count;
        var digest = Add(expert);
        return new Loan(digest, () =>
        {
            if (_experts.Count > known)
                _experts.Remove(Digest.Parse(digest));
        });
    }

    public Task<AnyAdapter> LoadAsync(Digest digest, CancellationToken cancellationToken) => Task.FromResult(_experts[digest]);

    /// <summary>An expert that is here for a while.</summary>
    public sealed record Loan(string Digest, Action End) : IDisposable
    {
        public void Dispose() => End();
    }
}
