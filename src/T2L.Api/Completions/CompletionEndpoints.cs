using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Api.Document;
using T2L.Api.Security;
using T2L.Api.Validation;
using T2L.Contracts;
using T2L.Registry.Catalog;
using T2L.Registry.Keys;

namespace T2L.Api.Completions;

/// <summary>Answers prompts in the form of the OpenAI API; an adapter is a <c>model</c>.</summary>
internal static class CompletionEndpoints
{
    public static void MapCompletions(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1").WithTags("Completions");
        group.MapPost("/completions", Complete).Needs(KeyScope.Generate)
            .WithName(nameof(Complete))
            .WithSummary("Continue one or more prompts with the base model or with an adapter.")
            .Validate<CompletionBody>().Sends(CompletionExamples.Body).Answers(CompletionExamples.Answer)
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
        var experts = await ExpertOffer.FindAsync(body.Experts, catalog, cancellationToken);
        CompletionRequest[] requests = [.. body.Prompt!.Texts.Select((prompt, index) => ToRequest(body, prompt, index, choice, experts))];
        var results = experts is null
            ? await Task.WhenAll(requests.Select(request => engine.CompleteAsync(request, cancellationToken)))
            : await ChosenOnceAsync(requests, engine, cancellationToken);
        return TypedResults.Ok(CompletionResponse.Of(choice, results, time.GetUtcNow()));
    }

    // One choice for all texts, whichever workers answer them: the first text is looked at, the others are answered with what was chosen for it.
    private static async Task<CompletionResult[]> ChosenOnceAsync(CompletionRequest[] requests, IInferenceEngine engine, CancellationToken cancellationToken)
    {
        var first = await engine.CompleteAsync(requests[0], cancellationToken);
        var others = await Task.WhenAll(requests[1..].Select(request =>
            engine.CompleteAsync(request with { AdapterDigest = first.ChosenExpert, Experts = null, Conversation = null }, cancellationToken)));
        return [first, .. others.Select(other => other with { ChosenExpert = first.ChosenExpert })];
    }

    // Each prompt of a list draws its own random numbers; the first one's seed is the caller's.
    private static CompletionRequest ToRequest(CompletionBody body, string prompt, int index, ModelChoice choice, IReadOnlyList<OfferedExpert>? experts) => new(
        prompt,
        choice.AdapterDigest,
        body.MaxTokens ?? 64,
        body.Temperature ?? 0,
        body.TopP ?? 1,
        body.Seed is { } seed ? unchecked(seed + index) : null,
        body.Stop?.Texts,
        SecondAdapterDigest: choice.SecondAdapterDigest,
        Experts: experts,
        Conversation: body.Conversation);
}
