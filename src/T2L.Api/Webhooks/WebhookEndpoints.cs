using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Api.Document;
using T2L.Api.Security;
using T2L.Api.Validation;
using T2L.Registry.Keys;
using T2L.Registry.Webhooks;

namespace T2L.Api.Webhooks;

/// <summary>Webhooks: make, list and delete them, and see what became of their messages.</summary>
internal static class WebhookEndpoints
{
    private static readonly string[] All = ["*"];

    public static void MapWebhooks(this IEndpointRouteBuilder app)
    {
        var hooks = app.MapGroup("/v1/webhooks").WithTags("Webhooks").Needs(KeyScope.Admin).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        hooks.MapPost("/", CreateWebhook).WithName(nameof(CreateWebhook))
            .WithSummary("Have an address told what the audit log tells, from now on. The answer has the key of the signatures, this once.")
            .Validate<CreateWebhookRequest>().Sends(WebhookExamples.Create).Answers(StatusCodes.Status201Created, WebhookExamples.Made).NeverStored();
        hooks.MapGet("/", ListWebhooks).WithName(nameof(ListWebhooks)).WithSummary("The webhooks, the oldest first.").Answers(WebhookExamples.List);
        hooks.MapDelete("/{id}", DeleteWebhook).WithName(nameof(DeleteWebhook)).WithSummary("Delete a webhook and what it was still to be told.")
            .Given("id", Demo.Webhook)
            .ProducesProblem(StatusCodes.Status404NotFound);
        hooks.MapGet("/{id}/deliveries", ListDeliveries).WithName(nameof(ListDeliveries)).WithSummary("What became of the last events for a webhook, the newest first.")
            .Given("id", Demo.Webhook).Answers(WebhookExamples.Deliveries)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        hooks.MapPost("/{id}/deliveries/{delivery}/repeat", RepeatDelivery).WithName(nameof(RepeatDelivery)).WithSummary("Send a message again, at once.")
            .Given("id", Demo.Webhook).Given("delivery", Demo.Delivery)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Created<WebhookResponse>> CreateWebhook(CreateWebhookRequest request, WebhookDirectory hooks, CancellationToken cancellationToken)
    {
        var (hook, secret) = await hooks.CreateAsync(request.Url!, request.Actions?.OfType<string>().ToList() ?? [.. All], Caller.Current.Actor, cancellationToken);
        return TypedResults.Created($"/v1/webhooks/{hook.Id}", WebhookResponse.Of(hook) with { Secret = Convert.ToHexStringLower(secret) });
    }

    private static async Task<Ok<WebhookListResponse>> ListWebhooks(WebhookDirectory hooks, CancellationToken cancellationToken) =>
        TypedResults.Ok(new WebhookListResponse([.. (await hooks.ListAsync(cancellationToken)).Select(WebhookResponse.Of)]));

    private static async Task<NoContent> DeleteWebhook(Guid id, WebhookDirectory hooks, CancellationToken cancellationToken)
    {
        await hooks.DeleteAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<DeliveryListResponse>, ProblemHttpResult>> ListDeliveries(Guid id, WebhookDirectory hooks, CancellationToken cancellationToken, int limit = PageLimit.Default) =>
        PageLimit.Refusal(limit) is { } refusal
            ? refusal
            : TypedResults.Ok(new DeliveryListResponse([.. (await hooks.DeliveriesAsync(id, limit, cancellationToken)).Select(DeliveryResponse.Of)]));

    private static async Task<Accepted> RepeatDelivery(Guid id, Guid delivery, WebhookDirectory hooks, CancellationToken cancellationToken)
    {
        await hooks.RepeatAsync(id, delivery, cancellationToken);
        return TypedResults.Accepted($"/v1/webhooks/{id}/deliveries");
    }
}
