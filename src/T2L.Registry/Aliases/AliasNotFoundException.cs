namespace T2L.Registry.Aliases;

/// <summary>An adapter has no alias of a name.</summary>
/// <param name="adapter">The adapter's name.</param>
/// <param name="alias">The alias asked for.</param>
public sealed class AliasNotFoundException(string adapter, string alias) : Exception($"Adapter '{adapter}' has no alias '{alias}'.")
{
}
