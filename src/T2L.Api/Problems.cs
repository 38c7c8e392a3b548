using System.Data.Common;
using System.Text.Json;
using FluentValidation.Results;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using T2L.Adapters.Uploads;
using T2L.Api.Exchange;
using T2L.Api.Jobs;
using T2L.Api.Json;
using T2L.Api.Security;
using T2L.Contracts;
using T2L.Contracts.Messaging;
using T2L.Registry;
using T2L.Registry.Aliases;
using T2L.Registry.Blobs;
using T2L.Registry.Catalog;
using T2L.Registry.Comparing;
using T2L.Registry.Data;
using T2L.Registry.Deletion;
using T2L.Registry.Jobs;
using T2L.Registry.Keys;
using T2L.Registry.Metadata;
using T2L.Registry.Publishing;
using T2L.Registry.Quality;
using T2L.Registry.Search;
using T2L.Registry.Tenants;
using T2L.Registry.Webhooks;

namespace T2L.Api;

/// <summary>The only map from what can go wrong to what a caller gets: status, stable code, one sentence.</summary>
internal static class Problems
{
    public static ProblemHttpResult AdapterNotFound(string reference) => Answer(ErrorCode.AdapterNotFound, NoAdapter(reference));

    public static ProblemHttpResult FileNotFound(string adapter, string file, IEnumerable<string> names) => Answer(
        ErrorCode.FileNotFound, $"'{adapter}' has no file '{file}'; it has {string.Join(", ", names)}.");

    public static ProblemHttpResult SignatureNotFound(string adapter) => Answer(
        ErrorCode.SignatureNotFound, $"'{adapter}' is not signed. What a process with Signing:Key publishes is.");

    public static ProblemHttpResult RangeNotSatisfiable(string file, long bytes) => Answer(
        ErrorCode.RangeNotSatisfiable, $"'{file}' has {bytes} bytes; Range asks for others.");

    public static ProblemHttpResult JobNotFound(Guid id) => Answer(
        ErrorCode.JobNotFound, $"There is no job {id}. POST /v1/adapters answers with the address of the job it starts.");

    public static ProblemHttpResult JobOver(GenerationJob job) => Answer(
        ErrorCode.JobOver, $"Job {job.Id} is {job.Status.NameOf()} since {job.FinishedAt:u}; only one that is queued or running can be cancelled.");

    public static ProblemHttpResult ModelNotFound(string model) => Answer(
        ErrorCode.ModelNotFound, $"There is no model or adapter '{model}'. GET /v1/models lists them.");

    public static ProblemHttpResult Unauthenticated(string? fault) => Answer(
        ErrorCode.Unauthenticated, $"{fault ?? "This server lets in callers that it knows, and none was named."} Send 'Authorization: Bearer' and a key; ./t2l keys create makes one.");

    public static ProblemHttpResult Forbidden(string scope, Caller caller) => Answer(
        ErrorCode.Forbidden, $"This needs the scope '{scope}'; {caller.Actor} has {(caller.Scopes.Count == 0 ? "none" : string.Join(", ", caller.Scopes))}. Ask for a key with that scope.");

    public static ProblemHttpResult TooManyRequests(string kind) => Answer(
        ErrorCode.TooManyRequests, $"This {kind} has sent as many requests as a minute allows. Try again after the seconds in Retry-After.");

    public static ProblemHttpResult CrossSite() => Answer(
        ErrorCode.CrossSite, "A page of another site had a browser send this request. Only this server's own pages may change something through a browser; programs may as before.");

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
        QuotaException quota => Details(ErrorCode.QuotaExceeded, quota.Message),
        WebhookNotFoundException unknown => Details(ErrorCode.WebhookNotFound, unknown.Message),
        IndexLoadingException loading => Details(ErrorCode.IndexLoading, loading.Message),
        RegistryUnavailableException unavailable => Details(ErrorCode.RegistryUnavailable, unavailable.Message),
        AdapterNotFoundException unknown => Details(ErrorCode.AdapterNotFound, NoAdapter(unknown.Reference)),
        AdapterDoesNotFitException misfit => Misfit(misfit),
        AliasNotFoundException alias => Details(ErrorCode.AliasNotFound, alias.Message),
        CardNotFoundException card => Details(ErrorCode.CardNotFound, card.Message),
        MetadataConflictException changed => Details(ErrorCode.PreconditionFailed, changed.Message),
        AdapterQuarantinedException quarantined => Details(ErrorCode.AdapterQuarantined, quarantined.Message),
        NotQuarantinedException free => Details(ErrorCode.NotQuarantined, free.Message),
        UnknownTenantException tenant => Details(ErrorCode.Forbidden, tenant.Message),
        UnknownKeyException key => Details(ErrorCode.KeyNotFound, key.Message),
        AliasEvaluationException measured => Details(ErrorCode.EvaluationRequired, measured.Message),
        AdapterInUseException used => Details(ErrorCode.AdapterInUse, used.Message),
        AliasConflictException conflict => Details(ErrorCode.PreconditionFailed, conflict.Message),
        JobConflictException job => Details(ErrorCode.IdempotencyKeyReused, $"{job.Message} Send another order under another Idempotency-Key."),
        AdapterTooLargeException large => Details(ErrorCode.NotSupported, large.Message),
        MixException mix => Details(ErrorCode.MixNotPossible, mix.Message),
        BlobStoreException store => Details(ErrorCode.StorageUnavailable, store.Message),
        AdapterHubException hub => Details(KindOf(hub.Error), hub.Message),
        UploadException upload => Details(upload.Kind, upload.Message),
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
        413 => "The body is larger than Api:MaxRequestBytes allows, or Api:MaxUploadBytes where files are uploaded. Shorten it or raise that setting.",
        415 => "The body is not sent as JSON. Set the header Content-Type: application/json.",
        _ => "The server did not take the request.",
    };

    private static ProblemDetails Misfit(AdapterDoesNotFitException misfit)
    {
        var problem = Details(ErrorCode.AdapterDoesNotFit, misfit.Message);
        (problem.Extensions["tensor"], problem.Extensions["found"], problem.Extensions["expected"]) = (misfit.Fault.Tensor, misfit.Fault.Found, misfit.Fault.Expected);
        return problem;
    }

    private static string NoAdapter(string reference) => $"There is no adapter '{reference}'. Give its id, digest or name; GET /v1/adapters lists them.";

    private static ProblemHttpResult Answer(ErrorCode kind, string sentence) => TypedResults.Problem(Details(kind, sentence));

    private static ProblemDetails From(BadHttpRequestException request) => request switch
    {
        { InnerException: JsonException json } => Details(ErrorCode.InvalidJson, JsonBodyProblem.Sentence(json)),
        { StatusCode: not StatusCodes.Status400BadRequest } => Details(ErrorCode.ForStatus(request.StatusCode), Sentence(request.StatusCode)),
        _ => Details(ErrorCode.InvalidRequest, BindingProblem.Sentence(request)),
    };

    private static ErrorCode KindOf(AdapterHubError error) => error switch
    {
        AdapterHubError.BadReference => ErrorCode.InvalidRequest,
        AdapterHubError.NotFound => ErrorCode.HubNotFound,
        AdapterHubError.TooLarge => ErrorCode.RequestTooLarge,
        AdapterHubError.Off => ErrorCode.NotSupported,
        AdapterHubError.Unavailable => ErrorCode.HubUnavailable,
        _ => ErrorCode.HubFailed,
    };

    private static ErrorCode KindOf(InferenceError error) => error switch
    {
        InferenceError.NotReady => ErrorCode.ModelNotReady,
        InferenceError.AdapterNotFound => ErrorCode.AdapterNotFound,
        InferenceError.AdapterDoesNotFit => ErrorCode.AdapterDoesNotFit,
        InferenceError.AdapterWithoutEffect => ErrorCode.AdapterWithoutEffect,
        InferenceError.AdapterQuarantined => ErrorCode.AdapterQuarantined,
        InferenceError.AdapterDamaged => ErrorCode.AdapterDamaged,
        InferenceError.AdapterNotTrusted => ErrorCode.AdapterNotTrusted,
        InferenceError.PromptTooLong => ErrorCode.PromptTooLong,
        InferenceError.PromptNotUsable => ErrorCode.PromptNotUsable,
        _ => ErrorCode.EngineFailed,
    };

    private static Exception Innermost(Exception error) => error.InnerException is { } cause ? Innermost(cause) : error;
}
