namespace T2L.Registry.Tenants;

/// <summary>
/// In whose name the code runs, along all that it awaits and starts. Every connection to the registry's database is opened in that name, and the database shows it that tenant's rows
/// and no others. Whoever says nothing runs as the tenant <c>default</c>.
/// </summary>
public static class TenantScope
{
    private static readonly AsyncLocal<Holder?> Held = new();

    /// <summary>The tenant; null for the registry itself, which sees the rows of all.</summary>
    public static string? Tenant => Held.Value is { } holder ? holder.Tenant : TenantName.Default;

    /// <summary>Runs what follows in a tenant's name.</summary>
    /// <param name="tenant">The tenant; whether it exists is found out when the database is used.</param>
    /// <returns>Ends the scope; dispose it in the method that entered.</returns>
    /// <exception cref="ArgumentException">No tenant can be called so.</exception>
    public static Ending Enter(string tenant) => Hold(new Holder(TenantName.Check(tenant)));

    /// <summary>Runs what follows for all tenants: work of the registry itself, such as leasing jobs. Never on behalf of somebody who asks for something.</summary>
    /// <returns>Ends the scope; dispose it in the method that entered.</returns>
    public static Ending EnterAll() => Hold(new Holder(null));

    private static Ending Hold(Holder holder)
    {
        var before = Held.Value;
        Held.Value = holder;
        return new Ending(before);
    }

    /// <summary>Ends a scope.</summary>
    public readonly struct Ending : IDisposable
    {
        private readonly object? _before;

        internal Ending(object? before) => _before = before;

        /// <summary>Returns to the tenant before.</summary>
        public void Dispose() => Held.Value = (Holder?)_before;
    }

    private sealed record Holder(string? Tenant);
}
