using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using T2L.Api.Audit;
using T2L.Registry.Webhooks;

namespace T2L.Api.Webhooks;

/// <summary>Tells webhooks what happened, until they say that they heard it.</summary>
internal sealed partial class WebhookSender(
    WebhookOutbox outbox, IOptions<ApiOptions> api, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json, TimeProvider time, ILogger<WebhookSender> logger)
    : BackgroundService
{
    private WebhookOptions Options => api.Value.Webhooks;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!Options.Send)
            return;
        using var http = new HttpClient(Handler(Options)) { Timeout = TimeSpan.FromSeconds(Options.TimeoutSeconds) };
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Options.LookSeconds), time);
        do
        {
            try
            {
                while (await outbox.TakeAsync(stoppingToken) is { Count: > 0 } due)
                    await Task.WhenAll(due.Select(delivery => TellAsync(http, delivery, stoppingToken)));
            }
            catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // Whatever keeps this round from its work, the next one finds the same rows.
                Log.RoundFailed(logger, error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static SocketsHttpHandler Handler(WebhookOptions options)
    {
        // A redirection could lead to where the address itself may not.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1) };
        if (!options.AllowPrivate)
            handler.ConnectCallback = PublicAddress.ConnectAsync;
        return handler;
    }

    private async Task TellAsync(HttpClient http, DueDelivery delivery, CancellationToken cancellationToken)
    {
        int? status = null;
        try
        {
            using var message = Message(delivery);
            using var answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken); // what it says is of no interest
            status = (int)answer.StatusCode;
            if (answer.IsSuccessStatusCode)
                await outbox.ArrivedAsync(delivery.Id, status.Value, cancellationToken);
            else
                await outbox.FailedAsync(delivery, status, string.Create(CultureInfo.InvariantCulture, $"The server answered {status}."), cancellationToken);
        }
        catch (Exception error) when (error is HttpRequestException or IOException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            await outbox.FailedAsync(delivery, status, error is OperationCanceledException ? $"No answer within {Options.TimeoutSeconds} s." : error.Message, cancellationToken);
        }
    }

    private HttpRequestMessage Message(DueDelivery delivery)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(AuditResponse.Of(delivery.Event), json.Value.SerializerOptions);
        var message = new HttpRequestMessage(HttpMethod.Post, delivery.Url)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        message.Headers.Add("T2L-Event", delivery.Event.Action);
        message.Headers.Add("T2L-Delivery", delivery.Id.ToString());
        message.Headers.Add(WebhookSignature.Header, WebhookSignature.Of(body, [.. delivery.Secret], time.GetUtcNow()));
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("T2L", null));
        return message;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 7301, Level = LogLevel.Warning, Message = "A look for what webhooks are to be told failed; the next one follows.")]
        public static partial void RoundFailed(ILogger logger, Exception exception);
    }
}
