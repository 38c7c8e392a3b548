using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Api.Document;
using T2L.Api.Validation;
using T2L.Registry.Audit;

namespace T2L.Api.Audit;

/// <summary>The audit log: who did what.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder app) => app.MapGet("/v1/audit", ListAudit).WithTags("Audit")
        .WithName(nameof(ListAudit))
        .WithSummary("Who did what, newest first; with adapter=NAME what was done to one.")
        .Answers(AuditExamples.List).Given("adapter", Demo.Adapter)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<AuditListResponse>, ProblemHttpResult>> ListAudit(
        AuditLog log, CancellationToken cancellationToken, string? adapter = null, string? page = null, int limit = PageLimit.Default)
    {
        if (PageLimit.Refusal(limit) is { } refusal)
            return refusal;
        var events = await log.ListAsync(adapter, limit, page, cancellationToken);
        return TypedResults.Ok(new AuditListResponse([.. events.Items.Select(AuditResponse.Of)], events.Next));
    }
}
