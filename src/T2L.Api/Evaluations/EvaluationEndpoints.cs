using T2L.Api.Document;
using T2L.Api.Security;
using T2L.Api.Validation;
using T2L.Registry.Keys;

namespace T2L.Api.Evaluations;

/// <summary>What was measured of a version.</summary>
internal static class EvaluationEndpoints
{
    public static void MapEvaluations(this IEndpointRouteBuilder app)
    {
        var evaluations = app.MapGroup("/v1/adapters/{reference}/evaluations").WithTags("Evaluations")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        evaluations.MapGet("/", EvaluationHandlers.ListEvaluations).WithName(nameof(EvaluationHandlers.ListEvaluations))
            .WithSummary("What was measured of a version, by suite and metric, the newest of each first. A slash in a name is written %2F here.").Answers(EvaluationExamples.List);
        evaluations.MapPost("/", EvaluationHandlers.AddEvaluation).WithName(nameof(EvaluationHandlers.AddEvaluation))
            .WithSummary("Add a figure that was measured elsewhere.")
            .Needs(KeyScope.Write)
            .Validate<AddEvaluationRequest>().Sends(EvaluationExamples.Add).Answers(StatusCodes.Status201Created, EvaluationExamples.List);
        evaluations.MapPost("/run", EvaluationHandlers.RunEvaluation).WithName(nameof(EvaluationHandlers.RunEvaluation))
            .WithSummary("Ask examples of one's own, with the adapter and without, and keep both shares of right answers.")
            .Needs(KeyScope.Write)
            .Validate<RunEvaluationRequest>().Sends(EvaluationExamples.Run).Answers(StatusCodes.Status201Created, EvaluationExamples.List)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }
}
