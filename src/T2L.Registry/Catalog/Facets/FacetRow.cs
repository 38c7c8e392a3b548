using System.Linq.Expressions;
using T2L.Adapters;
using T2L.Registry.Data;
using T2L.Registry.Evaluations;
using T2L.Registry.Quality;

namespace T2L.Registry.Catalog.Facets;

/// <summary>What is counted of a version.</summary>
internal sealed record FacetRow(string BaseModel, AdapterKind Kind, int? Rank, string? Owner, IReadOnlyList<string> Tags, IReadOnlyList<string> Aliases, CheckStatus Status, string Score)
{
    internal static Expression<Func<AdapterVersion, FacetRow>> FromRow { get; } = x => new FacetRow(
        x.BaseModel, x.Kind, x.Rank, x.Adapter!.Owner, x.Adapter.Tags, x.Aliases.Select(alias => alias.Alias).ToList(),
        x.Checks.Select(check => (CheckStatus?)check.Status).FirstOrDefault() ?? CheckStatus.Pending,
        x.Scores.Select(score => score.Band).FirstOrDefault() ?? ScoreBand.None);
}
