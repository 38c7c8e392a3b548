using T2L.Registry.Keys;

namespace T2L.Api.Security;

/// <summary>What an address asks of its callers.</summary>
/// <param name="Scope">A scope; null lets everybody in.</param>
internal sealed record Needed(string? Scope)
{
    /// <summary>What a request needs. An address that says nothing, and a change that needs no more than looking, is the operator's until somebody says more.</summary>
    public static Needed Of(Endpoint endpoint, string method) => endpoint.Metadata.GetMetadata<Needed>() switch
    {
        null => new Needed(KeyScope.Admin),
        { Scope: KeyScope.Read } when !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method)) => new Needed(KeyScope.Admin),
        var needed => needed,
    };
}

/// <summary>Says what addresses ask of their callers; the last word counts, so an address may ask more than its group.</summary>
internal static class NeededScopes
{
    /// <summary>Asks for a scope; see <see cref="KeyScope"/>.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder route, string scope)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new Needed(scope));

    /// <summary>Asks nothing.</summary>
    public static TBuilder ForEverybody<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new Needed(Scope: null));
}
