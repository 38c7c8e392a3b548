using T2L.Registry.Audit;

namespace T2L.Registry.Webhooks;

/// <summary>A webhook as lists show it.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Url">Where it is told.</param>
/// <param name="Actions">Of what.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Who made it.</param>
public sealed record WebhookEntry(Guid Id, string Url, IReadOnlyList<string> Actions, DateTimeOffset CreatedAt, string CreatedBy);

/// <summary>What became of an event for a webhook.</summary>
/// <param name="Id">Identity of the delivery.</param>
/// <param name="Event">The event.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="DueAt">When it is tried next; null when it is not.</param>
/// <param name="DeliveredAt">When it arrived; null until then.</param>
/// <param name="Status">The HTTP status of the last answer; null where there was none.</param>
/// <param name="Error">Why the last attempt failed.</param>
public sealed record DeliveryEntry(Guid Id, AuditEntry Event, int Attempts, DateTimeOffset? DueAt, DateTimeOffset? DeliveredAt, int? Status, string? Error);

/// <summary>A message to be sent.</summary>
/// <param name="Id">Identity of the delivery.</param>
/// <param name="Url">Where to.</param>
/// <param name="Secret">The key of the signature.</param>
/// <param name="Event">What happened.</param>
/// <param name="Attempts">How often it was tried, this time included.</param>
public sealed record DueDelivery(Guid Id, string Url, IReadOnlyList<byte> Secret, AuditEntry Event, int Attempts);
