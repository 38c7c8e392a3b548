using System.Data.Common;
using MassTransit;

namespace T2L.Contracts.Messaging;

/// <summary>Retries what can heal (storage, database, broker) and nothing else: a bad file stays bad.</summary>
public static class HealableRetry
{
    /// <summary>True for a failure that may be gone in a moment.</summary>
    public static bool CanHeal(Exception error) => error switch
    {
        DbException database => database.IsTransient,
        FileNotFoundException or DirectoryNotFoundException => false,
        IOException or TimeoutException => true,
        { InnerException: { } cause } => CanHeal(cause),
        _ => false,
    };

    /// <summary>Three more attempts within about three seconds, for failures that <see cref="CanHeal"/>. Longer waits are rows
    /// in PostgreSQL, not messages: Debian's RabbitMQ has no delayed messages.</summary>
    /// <param name="endpoint">The endpoint whose messages are retried.</param>
    public static void RetryWhatCanHeal(this IReceiveEndpointConfigurator endpoint) =>
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(CanHeal);
            retry.Intervals(100, 500, 2500);
        });
}
