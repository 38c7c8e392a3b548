using System.Globalization;

namespace T2L.Registry.Catalog;

/// <summary>The last entry of a page of a list by name, as text that callers hand back: <c>name:version</c>, which says nothing that the page did not.</summary>
/// <param name="Name">The adapter's name.</param>
/// <param name="Version">The version's number.</param>
internal readonly record struct NameToken(string Name, int Version)
{
    /// <exception cref="PageTokenException">It is not one of ours.</exception>
    public static NameToken Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && Publishing.AdapterName.Fault(text[..colon]) is null
            && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new NameToken(text[..colon], version)
            : throw new PageTokenException(text);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}:{Version}");
}
