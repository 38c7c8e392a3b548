namespace T2L.Registry.Webhooks;

/// <summary>There is no such webhook.</summary>
/// <param name="id">Which was asked for.</param>
public sealed class WebhookNotFoundException(Guid id) : Exception($"There is no webhook {id}. GET /v1/webhooks lists them.");
