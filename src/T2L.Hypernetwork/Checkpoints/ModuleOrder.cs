using T2L.Adapters;

namespace T2L.Hypernetwork.Checkpoints;

/// <summary>Which row of the module embedding belongs to which module: the order that a file remembers, or the one a user asks for.</summary>
/// <remarks>
/// Official training draws the order anew in every process, and official loading draws again; a checkpoint may have been
/// evaluated by its authors under either.
/// </remarks>
internal static class ModuleOrder
{
    public static IReadOnlyList<string> Apply(IReadOnlyList<string> found, IReadOnlyList<string>? wanted, string file)
    {
        if (wanted is null)
            return found;
        return wanted.Order(StringComparer.Ordinal).SequenceEqual(found.Order(StringComparer.Ordinal))
            ? wanted
            : throw new AdapterFormatException(AdapterFormatError.InvalidConfig,
                $"the module order asked for is {string.Join(", ", wanted)}; expected all of {string.Join(", ", found)}, each once.", file);
    }
}
