using System.Globalization;
using T2L.Registry.Catalog;

namespace T2L.Registry.Search;

/// <summary>Where a page of search results begins, as text that callers hand back.</summary>
internal static class ResultToken
{
    private const string Prefix = "from-";

    public static string Of(int offset) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{offset}");

    /// <exception cref="PageTokenException">It is not one of ours.</exception>
    public static int Parse(string text) =>
        text.StartsWith(Prefix, StringComparison.Ordinal)
        && int.TryParse(text.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var offset) && offset is > 0 and < CatalogSearch.MaxResults
            ? offset
            : throw new PageTokenException(text);
}
