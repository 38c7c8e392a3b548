using System.Text.Json.Serialization;
using T2L.Api.Audit;
using T2L.Registry.Webhooks;

namespace T2L.Api.Webhooks;

/// <summary>A webhook.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Url">Where it is told.</param>
/// <param name="Actions">Of what: actions of the audit log, <c>alias.*</c> for all of a kind, <c>*</c> for all.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="Secret">The key of its signatures, 64 hexadecimal digits; only in the answer that makes it.</param>
internal sealed record WebhookResponse(
    Guid Id, string Url, IReadOnlyList<string> Actions, DateTimeOffset CreatedAt, string CreatedBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Secret = null)
{
    public static WebhookResponse Of(WebhookEntry entry) => new(entry.Id, entry.Url, entry.Actions, entry.CreatedAt, entry.CreatedBy);
}

/// <summary>The webhooks, the oldest first.</summary>
/// <param name="Items">The webhooks.</param>
internal sealed record WebhookListResponse(IReadOnlyList<WebhookResponse> Items);

/// <summary>What became of an event for a webhook.</summary>
/// <param name="Id">Identity of the delivery; the header <c>T2L-Delivery</c> has it.</param>
/// <param name="Event">What happened.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="DueAt">When it is tried next; null when it is not.</param>
/// <param name="DeliveredAt">When it arrived; null until then.</param>
/// <param name="Status">The HTTP status of the last answer; null where there was none.</param>
/// <param name="Error">Why the last attempt failed.</param>
internal sealed record DeliveryResponse(Guid Id, AuditResponse Event, int Attempts, DateTimeOffset? DueAt, DateTimeOffset? DeliveredAt, int? Status, string? Error)
{
    public static DeliveryResponse Of(DeliveryEntry entry) =>
        new(entry.Id, AuditResponse.Of(entry.Event), entry.Attempts, entry.DueAt, entry.DeliveredAt, entry.Status, entry.Error);
}

/// <summary>What became of the last events for a webhook, the newest first.</summary>
/// <param name="Items">The deliveries.</param>
internal sealed record DeliveryListResponse(IReadOnlyList<DeliveryResponse> Items);
