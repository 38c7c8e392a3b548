using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using T2L.Registry;

namespace T2L.Cli.Hosting;

/// <summary>The registry alone, for commands that need neither bus nor models. It starts PostgreSQL at the first use and stops it at the end.</summary>
internal static class RegistryHost
{
    public static ServiceProvider Build(IConfiguration settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton(settings);
        services.AddLogging();
        services.AddRegistry(settings);
        return services.BuildServiceProvider();
    }
}
