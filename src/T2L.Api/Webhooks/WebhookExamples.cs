using T2L.Api.Audit;
using T2L.Api.Document;

namespace T2L.Api.Webhooks;

/// <summary>What the OpenAPI document shows of webhooks.</summary>
internal static class WebhookExamples
{
    public static CreateWebhookRequest Create { get; } = new() { Url = "https://example.org/t2l", Actions = ["alias.*", "version.publish"] };

    public static WebhookResponse Webhook { get; } = new(Demo.Webhook, "https://example.org/t2l", ["alias.*", "version.publish"], Demo.At, Demo.Somebody);

    public static WebhookResponse Made { get; } = Webhook with { Secret = new string('0', 64) };

    public static WebhookListResponse List { get; } = new([Webhook]);

    public static DeliveryListResponse Deliveries { get; } = new([new(Demo.Delivery, AuditExamples.Line, Attempts: 1, DueAt: null, Demo.At, Status: 204, Error: null)]);
}
