using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using T2L.Api.Adapters;
using T2L.Api.Document;
using T2L.Registry.Comparing;

namespace T2L.Api.Comparing;

/// <summary>Two versions side by side.</summary>
internal static class DiffEndpoints
{
    public static void MapDiff(this IEndpointRouteBuilder app) => app.MapGet("/v1/adapters/{reference}/diff", DiffVersions).WithTags("Adapters")
        .WithName(nameof(DiffVersions))
        .WithSummary("Two versions side by side: what is said of them, how strongly they change each matrix and how alike, what was measured. A slash in a name is written %2F in the path.")
        .Given("reference", $"{Demo.Adapter}:1").Given("with", $"{Demo.Adapter}:2", required: true).Answers(Example)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static DiffResponse Example { get; } = new(
        AdapterExamples.Adapter with { Version = 1, Rank = 4 }, AdapterExamples.Adapter, [new FieldDifference("rank", "4", "8")],
        new WeightDiff(4.1, 4.4, 0.97, [new ModuleDiff("model.layers.0.self_attn.q_proj", 0, "q_proj", 4.1, 4.4, 0.97, 1.1)]), NotCompared: null,
        [new FigurePair("gsm8k", "accuracy", 0.38, 0.41)]);

    private static async Task<Results<Ok<DiffResponse>, ProblemHttpResult>> DiffVersions(
        string reference, VersionDiffs diffs, CancellationToken cancellationToken, [FromQuery(Name = "with")] string? other = null) => string.IsNullOrEmpty(other)
        ? Problems.Invalid("with", "with is missing; expected the other version, for instance with=math/gsm8k:2.")
        : TypedResults.Ok(DiffResponse.Of(await diffs.CompareAsync(AdapterQueries.Reference(reference), other, cancellationToken)));
}
