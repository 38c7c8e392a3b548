namespace T2L.Registry.Data;

/// <summary>One event for one webhook, and what became of it. The database writes it with the event.</summary>
public sealed class WebhookDelivery
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who is told.</summary>
    public required Guid WebhookId { get; init; }

    /// <summary>Who is told.</summary>
    public Webhook? Webhook { get; init; }

    /// <summary>Of what.</summary>
    public required Guid EventId { get; init; }

    /// <summary>Of what.</summary>
    public AuditEvent? Event { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>When it is tried next; null when it is not.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it arrived; null until then.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>The HTTP status of the last answer; null where there was none.</summary>
    public int? Status { get; init; }

    /// <summary>Why the last attempt failed.</summary>
    public string? Error { get; init; }
}
