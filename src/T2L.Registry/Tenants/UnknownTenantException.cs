namespace T2L.Registry.Tenants;

/// <summary>There is no such tenant.</summary>
/// <param name="tenant">The name.</param>
public sealed class UnknownTenantException(string tenant) : Exception($"There is no tenant '{tenant}'. Make it: ./t2l tenants create {tenant}.")
{
    /// <summary>The name.</summary>
    public string Tenant { get; } = tenant;
}
