using System.Globalization;
using T2L.Client.Audit;
using T2L.Client.Wire;

namespace T2L.Client.Webhooks;

/// <summary>Addresses that a server tells what happens.</summary>
public sealed class WebhooksClient
{
    private readonly Server _server;

    internal WebhooksClient(Server server) => _server = server;

    /// <summary>Makes a webhook.</summary>
    /// <param name="url">Where it is told.</param>
    /// <param name="actions">Of what: actions of the audit log, <c>alias.*</c> for all of a kind; null for all.</param>
    /// <param name="cancellationToken">Stops before it is made.</param>
    /// <returns>The webhook with its <see cref="WebhookInfo.Secret"/>, which no later answer has.</returns>
    public Task<WebhookInfo> CreateAsync(string url, IReadOnlyList<string>? actions = null, CancellationToken cancellationToken = default) =>
        _server.SendAsync<WebhookInfo>(HttpMethod.Post, "v1/webhooks", new { Url = url, Actions = actions }, null, cancellationToken);

    /// <summary>All webhooks, the oldest first.</summary>
    /// <param name="cancellationToken">Stops the asking.</param>
    public async Task<IReadOnlyList<WebhookInfo>> ListAsync(CancellationToken cancellationToken = default) =>
        (await _server.GetAsync<Page<WebhookInfo>>("v1/webhooks", cancellationToken).ConfigureAwait(false)).Items;

    /// <summary>Deletes a webhook and what it was still to be told.</summary>
    /// <param name="id">Which.</param>
    /// <param name="cancellationToken">Stops before it happens.</param>
    public Task DeleteAsync(Guid id, CancellationToken cancellationToken = default) =>
        _server.ExchangeAsync<object>(HttpMethod.Delete, Server.Path($"webhooks/{id}"), null, null, cancellationToken);

    /// <summary>What became of the last events for a webhook, the newest first.</summary>
    /// <param name="id">Which.</param>
    /// <param name="count">How many, 1 to 200.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    public async Task<IReadOnlyList<DeliveryInfo>> DeliveriesAsync(Guid id, int count = 50, CancellationToken cancellationToken = default) =>
        (await _server.GetAsync<Page<DeliveryInfo>>(Server.Path($"webhooks/{id}/deliveries?limit={count.ToString(CultureInfo.InvariantCulture)}"), cancellationToken).ConfigureAwait(false)).Items;

    /// <summary>Sends a message again, at once.</summary>
    /// <param name="id">Which webhook.</param>
    /// <param name="delivery">Which message.</param>
    /// <param name="cancellationToken">Stops before it happens.</param>
    public async Task RepeatAsync(Guid id, Guid delivery, CancellationToken cancellationToken = default) =>
        (await _server.OpenAsync(HttpMethod.Post, Server.Path($"webhooks/{id}/deliveries/{delivery}/repeat"), null, null, cancellationToken).ConfigureAwait(false)).Dispose();
}

/// <summary>A webhook.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Url">Where it is told.</param>
/// <param name="Actions">Of what.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="Secret">The key of its signatures, 64 hexadecimal digits; null but in the answer that makes it.</param>
public sealed record WebhookInfo(Guid Id, string Url, IReadOnlyList<string> Actions, DateTimeOffset CreatedAt, string CreatedBy, string? Secret = null);

/// <summary>What became of an event for a webhook.</summary>
/// <param name="Id">Identity of the delivery.</param>
/// <param name="Event">What happened.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="DueAt">When it is tried next; null when it is not.</param>
/// <param name="DeliveredAt">When it arrived; null until then.</param>
/// <param name="Status">The HTTP status of the last answer; null where there was none.</param>
/// <param name="Error">Why the last attempt failed.</param>
public sealed record DeliveryInfo(Guid Id, AuditLine Event, int Attempts, DateTimeOffset? DueAt, DateTimeOffset? DeliveredAt, int? Status, string? Error);
