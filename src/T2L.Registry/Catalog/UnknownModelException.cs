using T2L.Adapters;

namespace T2L.Registry.Catalog;

/// <summary>A base model or a hypernetwork was named that the registry does not know.</summary>
public sealed class UnknownModelException : Exception
{
    private UnknownModelException(string message, Exception? inner)
        : base(message, inner)
    {
    }

    internal static UnknownModelException Hypernetwork(Digest digest, Exception? inner = null) =>
        new($"Hypernetwork {digest} is not registered. Start a worker that serves it, or leave the hypernetwork out to use the worker's own.", inner);

    internal static UnknownModelException Of(Digest? baseModel, Digest? hypernetwork, Exception inner)
    {
        var named = new[] { baseModel is null ? null : $"base model {baseModel}", hypernetwork is null ? null : $"hypernetwork {hypernetwork}" };
        return new($"The registry does not know {string.Join(" or ", named.Where(x => x is not null))}. Register it first; a worker does so when it loads it.", inner);
    }
}
