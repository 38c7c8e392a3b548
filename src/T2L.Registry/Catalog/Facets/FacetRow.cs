using System.Linq.Expressions;
using T2L.Adapters;
using T2L.Registry.Data;
using T2L.Registry.Evaluations;
using T2L.Registry.Quality;

namespace T2L.Registry.Catalog.Facets;

/// <summary>What is counted of a version.</summary>
internal sealed record FacetRow(string BaseModel, AdapterKind Kind, int? Rank, string? Owner, IReadOnlyList<string> Tags, IReadOnlyList<string> Aliases, CheckStatus Status, string Score)
{
    // Owner and tags are looked up for each of the few rows. Joined, they had PostgreSQL read the whole table of names: at 100,000 names that looks cheaper to it and takes ten times as long.
    internal static Expression<Func<AdapterVersion, FacetRow>> FromRow(RegistryDb db) => x => new FacetRow(
        x.BaseModel, x.Kind, x.Rank, db.Adapters.Where(name => name.Id == x.AdapterId).Select(name => name.Owner).FirstOrDefault(),
        db.Adapters.Where(name => name.Id == x.AdapterId).Select(name => name.Tags).FirstOrDefault() ?? Array.Empty<string>(), x.Aliases.Select(alias => alias.Alias).ToList(),
        x.Checks.Select(check => (CheckStatus?)check.Status).FirstOrDefault() ?? CheckStatus.Pending,
        x.Scores.Select(score => score.Band).FirstOrDefault() ?? ScoreBand.None);
}
