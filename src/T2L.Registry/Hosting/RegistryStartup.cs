using Microsoft.Extensions.DependencyInjection;

namespace T2L.Registry.Hosting;

/// <summary>Opens the registry for programs without a running host.</summary>
public static class RegistryStartup
{
    /// <summary>Starts the embedded server where no connection string is given, creates the database where it is missing, and migrates it.</summary>
    /// <param name="services">A provider with <see cref="RegistryServices.AddRegistry"/>.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <returns>The open database; it lives as long as the provider.</returns>
    /// <exception cref="RegistryUnavailableException">The server is not installed, does not start, cannot be reached or refuses.</exception>
    public static async Task<RegistryDatabase> PrepareAsync(IServiceProvider services, CancellationToken cancellationToken = default)
    {
        var database = services.GetRequiredService<RegistryDatabase>();
        await database.PrepareAsync(cancellationToken).ConfigureAwait(false);
        return database;
    }
}
