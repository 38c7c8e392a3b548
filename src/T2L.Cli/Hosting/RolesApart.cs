using Microsoft.Extensions.Configuration;

namespace T2L.Cli.Hosting;

/// <summary>What API and worker need when they are two processes.</summary>
internal static class RolesApart
{
    /// <summary>The in-memory bus ends at the process; apart, neither role would ever hear of the other.</summary>
    public static void RefuseInMemoryBus(IConfiguration settings)
    {
        var transport = settings["Bus:Transport"];
        if (!string.Equals(transport, "RabbitMq", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"Bus:Transport is '{transport}'; API and worker apart need RabbitMq. Set Bus__Transport=RabbitMq, or use ./t2l serve.");
    }
}
