using T2L.Registry.Audit;
using T2L.Registry.Keys;
using T2L.Registry.Tenants;

namespace T2L.Api.Security;

/// <summary>Who sent a request.</summary>
/// <param name="Id">Tells callers apart, for limits.</param>
/// <param name="Tenant">Whose adapters they see.</param>
/// <param name="Actor">What the audit log says of them.</param>
/// <param name="Scopes">What they may do; see <see cref="KeyScope"/>.</param>
internal sealed record Caller(string Id, string Tenant, Actor Actor, IReadOnlyCollection<string> Scopes)
{
    private static readonly AsyncLocal<Caller?> Held = new();

    /// <summary>Everybody, where nobody is asked.</summary>
    public static Caller Anonymous { get; } = new("anonymous", TenantName.Default, Actor.Anonymous, [KeyScope.Admin]);

    /// <summary>The caller of the request that this code works for.</summary>
    public static Caller Current => Held.Value ?? Anonymous;

    /// <summary>The owner of a key.</summary>
    public static Caller Of(KeyEntry key) => new(key.Id.ToString(), key.Tenant, new Actor($"{key.Name} ({key.Prefix})"), key.Scopes);

    /// <summary>True where nobody was asked.</summary>
    public bool IsAnonymous => Id == Anonymous.Id;

    public bool May(string scope) => KeyScope.Allows(Scopes, scope);

    /// <summary>Runs what follows for a caller and its tenant; ends with the method that called.</summary>
    public TenantScope.Ending Enter()
    {
        Held.Value = this;
        return TenantScope.Enter(Tenant);
    }
}
