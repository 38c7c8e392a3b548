using System.Reflection;

namespace T2L.Api;

/// <summary>One kind of error the API answers with. Codes are stable: programs may compare them. docs/errors.md explains each.</summary>
/// <param name="Code">What stands in <c>code</c>.</param>
/// <param name="Status">The HTTP status it always comes with.</param>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="RetryAfterSeconds">When asking again makes sense; null when it does not.</param>
internal sealed record ErrorCode(string Code, int Status, string Title, int? RetryAfterSeconds = null)
{
    public static readonly ErrorCode InvalidRequest = new("invalid_request", 400, "The request has a wrong value");
    public static readonly ErrorCode InvalidJson = new("invalid_json", 400, "The body is not the expected JSON");
    public static readonly ErrorCode NotSupported = new("not_supported", 400, "The request asks for something this server does not do");
    public static readonly ErrorCode DigestMismatch = new("digest_mismatch", 400, "The bytes that arrived are not those that were announced");
    public static readonly ErrorCode Unauthenticated = new("unauthenticated", 401, "The server does not know who asks");
    public static readonly ErrorCode Forbidden = new("forbidden", 403, "The caller may not do this");
    public static readonly ErrorCode KeyNotFound = new("key_not_found", 404, "There is no such key");
    public static readonly ErrorCode TooManyRequests = new("too_many_requests", 429, "There are too many requests");
    public static readonly ErrorCode CrossSite = new("cross_site", 403, "The request comes from another site");
    public static readonly ErrorCode NotFound = new("not_found", 404, "There is nothing at this address");
    public static readonly ErrorCode AdapterNotFound = new("adapter_not_found", 404, "There is no such adapter");
    public static readonly ErrorCode AliasNotFound = new("alias_not_found", 404, "The adapter has no such alias");
    public static readonly ErrorCode CardNotFound = new("card_not_found", 404, "The adapter has no card");
    public static readonly ErrorCode QuotaExceeded = new("quota_exceeded", 403, "There is as much of it as there may be");
    public static readonly ErrorCode WebhookNotFound = new("webhook_not_found", 404, "There is no such webhook");
    public static readonly ErrorCode JobNotFound = new("job_not_found", 404, "There is no such job");
    public static readonly ErrorCode ModelNotFound = new("model_not_found", 404, "There is no such model or adapter");
    public static readonly ErrorCode MethodNotAllowed = new("method_not_allowed", 405, "This address does not take this method");
    public static readonly ErrorCode AdapterInUse = new("adapter_in_use", 409, "An alias points at the adapter");
    public static readonly ErrorCode JobOver = new("job_over", 409, "The job is over");
    public static readonly ErrorCode AdapterQuarantined = new("adapter_quarantined", 409, "The adapter failed a check");
    public static readonly ErrorCode NotQuarantined = new("not_quarantined", 409, "The adapter is not quarantined");
    public static readonly ErrorCode PreconditionFailed = new("precondition_failed", 412, "It is not as the request expects");
    public static readonly ErrorCode RequestTooLarge = new("request_too_large", 413, "The body is too large");
    public static readonly ErrorCode UnsupportedMediaType = new("unsupported_media_type", 415, "The body is not sent as JSON");
    public static readonly ErrorCode AdapterDoesNotFit = new("adapter_does_not_fit", 422, "The adapter does not fit the base model");
    public static readonly ErrorCode AdapterWithoutEffect = new("adapter_without_effect", 422, "The adapter changes nothing");
    public static readonly ErrorCode EvaluationRequired = new("evaluation_required", 422, "The version was not measured well enough for the alias");
    public static readonly ErrorCode IdempotencyKeyReused = new("idempotency_key_reused", 422, "The key was used for another order");
    public static readonly ErrorCode MixNotPossible = new("mix_not_possible", 422, "The adapters cannot be mixed");
    public static readonly ErrorCode PromptTooLong = new("prompt_too_long", 422, "The prompt is too long for the model");
    public static readonly ErrorCode PromptNotUsable = new("prompt_not_usable", 422, "The model cannot read the prompt");
    public static readonly ErrorCode FileNotFound = new("file_not_found", 404, "The adapter has no such file");
    public static readonly ErrorCode RangeNotSatisfiable = new("range_not_satisfiable", 416, "The file has no such part");
    public static readonly ErrorCode SignatureNotFound = new("signature_not_found", 404, "The adapter is not signed");
    public static readonly ErrorCode AdapterNotTrusted = new("adapter_not_trusted", 422, "Nobody who is trusted signed the adapter");
    public static readonly ErrorCode UploadRefused = new("upload_refused", 422, "The upload is no adapter that can be taken");
    public static readonly ErrorCode HubNotFound = new("hub_not_found", 404, "The hub has no such adapter");
    public static readonly ErrorCode HubFailed = new("hub_failed", 502, "The hub answered something else than it should");
    public static readonly ErrorCode GenerationFailed = new("generation_failed", 500, "The adapter could not be generated");
    public static readonly ErrorCode AdapterDamaged = new("adapter_damaged", 500, "The adapter's stored bytes are damaged");
    public static readonly ErrorCode EngineFailed = new("engine_failed", 500, "The inference engine failed");
    public static readonly ErrorCode InternalError = new("internal_error", 500, "Something failed in the server");
    public static readonly ErrorCode ModelNotReady = new("model_not_ready", 503, "The model is not ready", RetryAfterSeconds: 2);
    public static readonly ErrorCode IndexLoading = new("index_loading", 503, "The search index is being read", RetryAfterSeconds: 5);
    public static readonly ErrorCode RegistryUnavailable = new("registry_unavailable", 503, "The registry does not answer", RetryAfterSeconds: 5);
    public static readonly ErrorCode StorageUnavailable = new("storage_unavailable", 503, "The store of the bytes does not answer", RetryAfterSeconds: 5);
    public static readonly ErrorCode HubUnavailable = new("hub_unavailable", 503, "The hub does not answer", RetryAfterSeconds: 30);
    public static readonly ErrorCode NotReady = new("not_ready", 503, "The server is not ready", RetryAfterSeconds: 2);

    /// <summary>Every code, as docs/errors.md lists them.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } =
        [.. typeof(ErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<ErrorCode>()];

    /// <summary>The kind for a status that no handler explained, for instance an unknown address.</summary>
    public static ErrorCode ForStatus(int status) => status switch
    {
        404 => NotFound,
        405 => MethodNotAllowed,
        413 => RequestTooLarge,
        415 => UnsupportedMediaType,
        >= 500 => InternalError,
        _ => InvalidRequest,
    };
}
