using System.Text.RegularExpressions;

namespace T2L.Registry.Tenants;

/// <summary>What a tenant may be called.</summary>
public static partial class TenantName
{
    /// <summary>The tenant of whoever names none.</summary>
    public const string Default = "default";

    /// <summary>What is wrong with a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>A sentence for the user; null when the name is fine.</returns>
    public static string? Fault(string? name) => name is not null && Form().IsMatch(name)
        ? null
        : $"The tenant '{name}' cannot be; expected 1 to 63 of a-z, 0-9 and between them - and _, for instance 'acme'.";

    /// <summary>Returns a name that is fine.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The same name.</returns>
    /// <exception cref="ArgumentException">It is not; the message is <see cref="Fault"/>'s.</exception>
    public static string Check(string? name) => Fault(name) is { } fault ? throw new ArgumentException(fault) : name!;

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
