using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Api.Validation;
using T2L.Contracts;
using T2L.Registry.Catalog;

namespace T2L.Api.Completions;

/// <summary>Answers prompts in the form of the OpenAI API; an adapter is a <c>model</c>.</summary>
internal static class CompletionEndpoints
{
    public static void MapCompletions(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1").WithTags("Completions");
        group.MapPost("/completions", Complete)
            .WithName(nameof(Complete))
            .WithSummary("Continue one or more prompts with the base model or with an adapter.")
            .Validate<CompletionBody>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<CompletionResponse>, ProblemHttpResult>> Complete(
        CompletionBody body, IInferenceEngine engine, AdapterCatalog catalog, TimeProvider time, CancellationToken cancellationToken)
    {
        if (UnservedOptions.Problem(body) is { } unserved)
            return Problems.NotSupported(unserved);
        if (await ModelChoice.FindAsync(body.Model!, engine, catalog, cancellationToken) is not { } choice)
            return Problems.ModelNotFound(body.Model!);
        var experts = new List<string>();
        foreach (var reference in body.Experts ?? [])
        {
            if (await catalog.FindAsync(reference, cancellationToken) is not { } expert)
                return Problems.AdapterNotFound(reference);
            experts.Add(expert.Digest.Value);
        }

        var results = await Task.WhenAll(body.Prompt!.Texts.Select(
            (prompt, index) => engine.CompleteAsync(ToRequest(body, prompt, index, choice, experts), cancellationToken)));
        return TypedResults.Ok(CompletionResponse.Of(choice, results, time.GetUtcNow()));
    }

    // Each prompt of a list draws its own random numbers; the first one's seed is the caller's.
    private static CompletionRequest ToRequest(CompletionBody body, string prompt, int index, ModelChoice choice, List<string> experts) => new(
        prompt,
        choice.AdapterDigest,
        body.MaxTokens ?? 64,
        body.Temperature ?? 0,
        body.TopP ?? 1,
        body.Seed is { } seed ? unchecked(seed + index) : null,
        body.Stop?.Texts,
        SecondAdapterDigest: choice.SecondAdapterDigest,
        Experts: experts.Count == 0 ? null : experts,
        Conversation: body.Conversation);
}
