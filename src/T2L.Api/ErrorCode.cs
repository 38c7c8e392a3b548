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
    public static readonly ErrorCode NotFound = new("not_found", 404, "There is nothing at this address");
    public static readonly ErrorCode AdapterNotFound = new("adapter_not_found", 404, "There is no such adapter");
    public static readonly ErrorCode AliasNotFound = new("alias_not_found", 404, "The adapter has no such alias");
    public static readonly ErrorCode JobNotFound = new("job_not_found", 404, "There is no such job");
    public static readonly ErrorCode ModelNotFound = new("model_not_found", 404, "There is no such model or adapter");
    public static readonly ErrorCode MethodNotAllowed = new("method_not_allowed", 405, "This address does not take this method");
    public static readonly ErrorCode AdapterInUse = new("adapter_in_use", 409, "An alias points at the adapter");
    public static readonly ErrorCode PreconditionFailed = new("precondition_failed", 412, "It is not as the request expects");
    public static readonly ErrorCode RequestTooLarge = new("request_too_large", 413, "The body is too large");
    public static readonly ErrorCode UnsupportedMediaType = new("unsupported_media_type", 415, "The body is not sent as JSON");
    public static readonly ErrorCode AdapterDoesNotFit = new("adapter_does_not_fit", 422, "The adapter does not fit the base model");
    public static readonly ErrorCode AdapterWithoutEffect = new("adapter_without_effect", 422, "The adapter changes nothing");
    public static readonly ErrorCode IdempotencyKeyReused = new("idempotency_key_reused", 422, "The key was used for another order");
    public static readonly ErrorCode MixNotPossible = new("mix_not_possible", 422, "The adapters cannot be mixed");
    public static readonly ErrorCode PromptTooLong = new("prompt_too_long", 422, "The prompt is too long for the model");
    public static readonly ErrorCode PromptNotUsable = new("prompt_not_usable", 422, "The model cannot read the prompt");
    public static readonly ErrorCode GenerationFailed = new("generation_failed", 500, "The adapter could not be generated");
    public static readonly ErrorCode AdapterDamaged = new("adapter_damaged", 500, "The adapter's stored bytes are damaged");
    public static readonly ErrorCode EngineFailed = new("engine_failed", 500, "The inference engine failed");
    public static readonly ErrorCode InternalError = new("internal_error", 500, "Something failed in the server");
    public static readonly ErrorCode ModelNotReady = new("model_not_ready", 503, "The model is not ready", RetryAfterSeconds: 2);
    public static readonly ErrorCode RegistryUnavailable = new("registry_unavailable", 503, "The registry does not answer", RetryAfterSeconds: 5);
    public static readonly ErrorCode NotReady = new("not_ready", 503, "The server is not ready", RetryAfterSeconds: 2);

    /// <summary>Every code, as docs/errors.md lists them.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } =
    [
        InvalidRequest, InvalidJson, NotSupported, NotFound, AdapterNotFound, AliasNotFound, JobNotFound, ModelNotFound, MethodNotAllowed, AdapterInUse, PreconditionFailed,
        RequestTooLarge, UnsupportedMediaType, AdapterDoesNotFit, AdapterWithoutEffect, IdempotencyKeyReused, MixNotPossible, PromptTooLong, PromptNotUsable,
        GenerationFailed, AdapterDamaged, EngineFailed, InternalError, ModelNotReady, RegistryUnavailable, NotReady,
    ];

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
