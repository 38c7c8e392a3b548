using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Adapters.Examples;
using T2L.Adapters.Examples.Checking;
using T2L.Api.Adapters;
using T2L.Api.Security;
using T2L.Contracts;
using T2L.Registry.Catalog;
using T2L.Registry.Evaluations;

namespace T2L.Api.Evaluations;

internal static class EvaluationHandlers
{
    private const int DefaultTokens = 64;

    // Questions on their way at once; the worker batches them, and other callers get their turn.
    private const int AtOnce = 16;

    public static async Task<Ok<EvaluationList>> ListEvaluations(string reference, AdapterCatalog catalog, AdapterEvaluations evaluations, CancellationToken cancellationToken)
    {
        var entry = await FindAsync(reference, catalog, cancellationToken);
        return TypedResults.Ok(EvaluationList.Of(await evaluations.ListAsync(entry.Digest, cancellationToken)));
    }

    public static async Task<Created<EvaluationList>> AddEvaluation(
        string reference, AddEvaluationRequest request, AdapterCatalog catalog, AdapterEvaluations evaluations, CancellationToken cancellationToken)
    {
        var entry = await FindAsync(reference, catalog, cancellationToken);
        return Answer(entry, await evaluations.AddAsync(entry.Digest, [request.ToFigure()], Caller.Current.Actor, cancellationToken));
    }

    public static async Task<Created<EvaluationList>> RunEvaluation(
        string reference, RunEvaluationRequest request, AdapterCatalog catalog, AdapterEvaluations evaluations, IInferenceEngine engine, CancellationToken cancellationToken)
    {
        var entry = (await FindAsync(reference, catalog, cancellationToken)).Trusted();
        AnswerExample[] examples = [.. request.Examples!.Select(example => example!.ToExample())];
        var suite = request.Suite ?? $"examples-{AnswerExamples.DigestOf(examples).Hex[..8]}";
        var checker = AnswerCheckers.Of(request.Checker ?? "whole");
        var adapted = await RightAsync(entry.Digest.Value);
        var plain = await RightAsync(null);
        return Answer(entry, await evaluations.AddAsync(entry.Digest, [Figure("accuracy", adapted), Figure("base_accuracy", plain)], Caller.Current.Actor, cancellationToken));

        async Task<int> RightAsync(string? adapter)
        {
            var right = 0;
            foreach (var some in examples.Chunk(AtOnce))
            {
                var answers = await Task.WhenAll(some.Select(example =>
                    engine.CompleteAsync(CompletionRequest.OfUser(example.Input, adapter, request.MaxTokens ?? DefaultTokens), cancellationToken)));
                right += some.Zip(answers).Count(pair => checker.IsRight(pair.Second.Text, pair.First.Answer));
            }
            return right;
        }

        NewEvaluation Figure(string metric, int right)
        {
            var (low, high) = Wilson.Interval(right, examples.Length);
            return new NewEvaluation(suite, metric, (double)right / examples.Length)
            {
                N = examples.Length, Low = low, High = high, Source = $"POST /v1/adapters/{{reference}}/evaluations/run, checker {request.Checker ?? "whole"}, examples {AnswerExamples.DigestOf(examples)}",
            };
        }
    }

    private static Created<EvaluationList> Answer(CatalogEntry entry, IReadOnlyList<EvaluationEntry> added) =>
        TypedResults.Created($"/v1/adapters/{entry.Id}/evaluations", EvaluationList.Of(added));

    private static async Task<CatalogEntry> FindAsync(string reference, AdapterCatalog catalog, CancellationToken cancellationToken) =>
        await catalog.FindAsync(AdapterQueries.Reference(reference), cancellationToken) ?? throw new AdapterNotFoundException(AdapterQueries.Reference(reference));
}
