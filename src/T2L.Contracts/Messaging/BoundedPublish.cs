using MassTransit;

namespace T2L.Contracts.Messaging;

/// <summary>Publishing that ends. While a broker is away, a plain publish waits for it as long as it takes.</summary>
public static class BoundedPublish
{
    /// <summary>Publishes a message, or gives up when the broker has not taken it in time.</summary>
    /// <param name="endpoint">The bus, or the context of a consumer.</param>
    /// <param name="message">The message.</param>
    /// <param name="options">Holds <see cref="BusOptions.PublishTimeoutSeconds"/>.</param>
    /// <param name="cancellationToken">Gives up earlier.</param>
    /// <returns>Null when the broker has it, else why it has not. Rows in PostgreSQL keep every order, so nothing is lost for good.</returns>
    public static async Task<Exception?> TryPublishAsync<T>(
        this IPublishEndpoint endpoint, T message, BusOptions options, CancellationToken cancellationToken)
        where T : class
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(options.PublishTimeoutSeconds));
        try
        {
            await endpoint.Publish(message, patience.Token);
            return null;
        }
#pragma warning disable CA1031 // A broker fails in many ways, and the answer to each is the same.
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return error;
        }
    }
}
