using MassTransit;

namespace T2L.Contracts.Messaging;

/// <summary>A queue whose messages survive the loss of a broker node.</summary>
public static class QuorumEndpoint
{
    /// <summary>Makes the endpoint a quorum queue on RabbitMQ; other transports have no such choice and stay as they are.</summary>
    /// <param name="endpoint">The endpoint of a consumer whose messages are orders.</param>
    public static void UseQuorumQueue(this IReceiveEndpointConfigurator endpoint)
    {
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
            rabbit.SetQuorumQueue();
    }
}
