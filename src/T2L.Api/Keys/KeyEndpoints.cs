using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Api.Document;
using T2L.Api.Security;
using T2L.Api.Validation;
using T2L.Registry.Keys;

namespace T2L.Api.Keys;

/// <summary>The keys of the caller's tenant.</summary>
internal static class KeyEndpoints
{
    private const int DefaultOverlap = 3600;

    public static void MapKeys(this IEndpointRouteBuilder app)
    {
        var keys = app.MapGroup("/v1/keys").WithTags("Keys").Needs(KeyScope.Admin).NeverStored().ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        keys.MapGet("/", ListKeys).WithName(nameof(ListKeys)).WithSummary("The keys, newest first, without their secrets.").Answers(KeyExamples.List);
        keys.MapPost("/", CreateKey).WithName(nameof(CreateKey)).WithSummary("Make a key. The answer tells its secret, this once.")
            .Validate<CreateKeyRequest>().Sends(KeyExamples.Create).Answers(StatusCodes.Status201Created, KeyExamples.New).ProducesProblem(StatusCodes.Status400BadRequest);
        keys.MapPost("/{key}/rotate", RotateKey).WithName(nameof(RotateKey)).WithSummary("Replace a key, named by its id or its prefix, by a new one with the same scopes and end. The old one is good for the overlap still.")
            .Validate<RotateKeyRequest>().Given("key", Demo.KeyPrefix).Sends(KeyExamples.Rotate).Answers(StatusCodes.Status201Created, KeyExamples.New).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        keys.MapDelete("/{key}", RevokeKey).WithName(nameof(RevokeKey)).WithSummary("Revoke a key, named by its id or its prefix. Every server knows within three seconds, this one at once.")
            .Given("key", Demo.KeyPrefix).Answers(KeyExamples.Revoked)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<KeyListResponse>> ListKeys(ApiKeys keys, CancellationToken cancellationToken) =>
        TypedResults.Ok(new KeyListResponse([.. (await keys.ListAsync(cancellationToken)).Select(KeyResponse.Of)]));

    private static async Task<Created<NewKeyResponse>> CreateKey(CreateKeyRequest request, ApiKeys keys, CancellationToken cancellationToken)
    {
        var made = await keys.CreateAsync(request.Name!, [.. request.Scopes!.Select(scope => scope!)], Caller.Current.Actor, request.ExpiresAt, cancellationToken);
        return TypedResults.Created($"/v1/keys/{made.Entry.Id}", NewKeyResponse.Of(made));
    }

    private static async Task<Created<NewKeyResponse>> RotateKey(string key, RotateKeyRequest request, ApiKeys keys, KeyCheck check, CancellationToken cancellationToken)
    {
        var made = await keys.RotateAsync(key, TimeSpan.FromSeconds(request.OverlapSeconds ?? DefaultOverlap), Caller.Current.Actor, cancellationToken);
        check.Forget();
        return TypedResults.Created($"/v1/keys/{made.Entry.Id}", NewKeyResponse.Of(made));
    }

    private static async Task<Ok<KeyResponse>> RevokeKey(string key, ApiKeys keys, KeyCheck check, CancellationToken cancellationToken)
    {
        var revoked = await keys.RevokeAsync(key, Caller.Current.Actor, cancellationToken);
        check.Forget();
        return TypedResults.Ok(KeyResponse.Of(revoked));
    }
}
