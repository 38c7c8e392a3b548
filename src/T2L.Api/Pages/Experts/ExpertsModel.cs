using T2L.Registry.Catalog;
using T2L.Registry.Quality;

namespace T2L.Api.Pages.Experts;

/// <summary>What the page of experts shows.</summary>
/// <param name="Bases">The experts by the base model they are for; only experts of one base can be mixed.</param>
/// <param name="IsPart">There are more experts than the page shows.</param>
public sealed record ExpertsModel(IReadOnlyList<ExpertGroup> Bases, bool IsPart)
{
    internal static ExpertsModel Of(CatalogPage found) => new(
        [.. found.Items.Where(entry => entry.Status != CheckStatus.Quarantined).GroupBy(entry => entry.BaseModel, StringComparer.Ordinal).OrderByDescending(experts => experts.Count())
            .Select(experts => new ExpertGroup(experts.Key, [.. Newest(experts).OrderBy(entry => entry.Mix is not null).ThenBy(entry => entry.Name, StringComparer.Ordinal)]))],
        found.Next is not null);

    // Of each name the newest version; the others are on its page.
    private static IEnumerable<CatalogEntry> Newest(IEnumerable<CatalogEntry> experts) => experts.GroupBy(entry => entry.Name, StringComparer.Ordinal).Select(versions => versions.MaxBy(entry => entry.Version)!);
}

/// <summary>The experts of one base model.</summary>
/// <param name="BaseModel">Its name.</param>
/// <param name="Experts">The experts, single ones first.</param>
public sealed record ExpertGroup(string BaseModel, IReadOnlyList<CatalogEntry> Experts);
