using System.Data.Common;
using System.Text.Json;
using FluentValidation.Results;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using T2L.Api.Json;
using T2L.Contracts;
using T2L.Contracts.Messaging;
using T2L.Registry;
using T2L.Registry.Aliases;
using T2L.Registry.Blobs;
using T2L.Registry.Catalog;
using T2L.Registry.Deletion;
using T2L.Registry.Jobs;
using T2L.Registry.Publishing;

namespace T2L.Api;

/// <summary>The only map from what can go wrong to what a caller gets: status, stable code, one sentence.</summary>
internal static class Problems
{
    public static ProblemHttpResult AdapterNotFound(string reference) => Answer(ErrorCode.AdapterNotFound, NoAdapter(reference));

    public static ProblemHttpResult JobNotFound(Guid id) => Answer(
        ErrorCode.JobNotFound, $"There is no job {id}. POST /v1/adapters answers with the address of the job it starts.");

    public static ProblemHttpResult ModelNotFound(string model) => Answer(
        ErrorCode.ModelNotFound, $"There is no model or adapter '{model}'. GET /v1/models lists them.");

    public static ProblemHttpResult NotSupported(string sentence) => Answer(ErrorCode.NotSupported, sentence);

    public static ProblemHttpResult GenerationFailed(Guid job, string reason)
    {
        var problem = Details(ErrorCode.GenerationFailed, reason);
        problem.Extensions["job"] = $"/v1/jobs/{job}";
        return TypedResults.Problem(problem);
    }

    public static ProblemHttpResult NotReady(string sentence, IReadOnlyDictionary<string, string> checks)
    {
        var problem = Details(ErrorCode.NotReady, sentence);
        problem.Extensions["checks"] = checks;
        return TypedResults.Problem(problem);
    }

    public static ProblemHttpResult Invalid(string field, string sentence) => Invalid(new ValidationResult([new ValidationFailure(field, sentence)]));

    public static ProblemHttpResult Invalid(ValidationResult result)
    {
        var problem = Details(ErrorCode.InvalidRequest, string.Join(' ', result.Errors.Select(error => error.ErrorMessage)));
        problem.Extensions["errors"] = result.ToDictionary();
        return TypedResults.Problem(problem);
    }

    public static ProblemDetails From(Exception error) => error switch
    {
        BadHttpRequestException request => From(request),
        InferenceException refusal => Details(KindOf(refusal.Error), refusal.Message),
        RegistryUnavailableException unavailable => Details(ErrorCode.RegistryUnavailable, unavailable.Message),
        AdapterNotFoundException unknown => Details(ErrorCode.AdapterNotFound, NoAdapter(unknown.Reference)),
        AliasNotFoundException alias => Details(ErrorCode.AliasNotFound, alias.Message),
        AdapterInUseException used => Details(ErrorCode.AdapterInUse, used.Message),
        AliasConflictException conflict => Details(ErrorCode.PreconditionFailed, conflict.Message),
        JobConflictException job => Details(ErrorCode.IdempotencyKeyReused, $"{job.Message} Send another order under another Idempotency-Key."),
        MixException mix => Details(ErrorCode.MixNotPossible, mix.Message),
        PageTokenException page => Details(ErrorCode.InvalidRequest, page.Message),
        BlobCorruptException or BlobMissingException => Details(ErrorCode.AdapterDamaged, error.Message),
        DbException or IOException or TimeoutException or InvalidOperationException when HealableRetry.CanHeal(error) => Details(
            ErrorCode.RegistryUnavailable, $"The registry does not answer: {Innermost(error).Message} Try again; './t2l doctor' looks at it."),
        _ => Details(ErrorCode.InternalError, "Something failed in the server; its log has the reason under this traceId."),
    };

    public static ProblemDetails Details(ErrorCode kind, string sentence) => new()
    {
        Type = $"/docs/errors.md#{kind.Code}",
        Title = kind.Title,
        Status = kind.Status,
        Detail = sentence,
        Extensions = { ["code"] = kind.Code },
    };

    /// <summary>A status that the framework set without words: no route, wrong method, a body it did not read.</summary>
    public static ProblemDetails From(int status) => Details(ErrorCode.ForStatus(status), Sentence(status));

    private static string Sentence(int status) => status switch
    {
        404 => "Nothing is at this address. /openapi/v1.json lists all addresses.",
        405 => "This address takes other methods. /openapi/v1.json lists them.",
        413 => "The body is larger than Api:MaxRequestBytes allows. Shorten it or raise that setting.",
        415 => "The body is not sent as JSON. Set the header Content-Type: application/json.",
        _ => "The server did not take the request.",
    };

    private static string NoAdapter(string reference) => $"There is no adapter '{reference}'. Give its id, digest or name; GET /v1/adapters lists them.";

    private static ProblemHttpResult Answer(ErrorCode kind, string sentence) => TypedResults.Problem(Details(kind, sentence));

    private static ProblemDetails From(BadHttpRequestException request) => request switch
    {
        { InnerException: JsonException json } => Details(ErrorCode.InvalidJson, JsonBodyProblem.Sentence(json)),
        { StatusCode: not StatusCodes.Status400BadRequest } => Details(ErrorCode.ForStatus(request.StatusCode), Sentence(request.StatusCode)),
        _ => Details(ErrorCode.InvalidRequest, BindingProblem.Sentence(request)),
    };

    private static ErrorCode KindOf(InferenceError error) => error switch
    {
        InferenceError.NotReady => ErrorCode.ModelNotReady,
        InferenceError.AdapterNotFound => ErrorCode.AdapterNotFound,
        InferenceError.AdapterDoesNotFit => ErrorCode.AdapterDoesNotFit,
        InferenceError.AdapterWithoutEffect => ErrorCode.AdapterWithoutEffect,
        InferenceError.AdapterDamaged => ErrorCode.AdapterDamaged,
        InferenceError.PromptTooLong => ErrorCode.PromptTooLong,
        InferenceError.PromptNotUsable => ErrorCode.PromptNotUsable,
        _ => ErrorCode.EngineFailed,
    };

    private static Exception Innermost(Exception error) => error.InnerException is { } cause ? Innermost(cause) : error;
}
