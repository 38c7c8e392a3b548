using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace T2L.Contracts.Configuration;

/// <summary>Options bound to one configuration section and checked before first use; every failure names its key.</summary>
public static class CheckedOptions
{
    /// <summary>Binds <typeparamref name="T"/> to a section and checks it when the host starts. Calling it twice is harmless.</summary>
    /// <param name="services">Where the options are registered.</param>
    /// <param name="section">The section, for instance <c>Inference</c>.</param>
    public static IServiceCollection AddCheckedOptions<T>(this IServiceCollection services, string section)
        where T : class, new()
    {
        services.TryAddSingleton(provider => new CheckedOptionsSource<T>(provider.GetRequiredService<IConfiguration>(), section));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<T>, CheckedOptionsSource<T>>(
            provider => provider.GetRequiredService<CheckedOptionsSource<T>>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<T>, CheckedOptionsSource<T>>(
            provider => provider.GetRequiredService<CheckedOptionsSource<T>>()));
        services.AddOptions<T>().ValidateOnStart();
        return services;
    }

    /// <summary>Reads and checks a section at once, for set-up code that decides by it.</summary>
    /// <param name="configuration">The root of the configuration.</param>
    /// <param name="section">The section, for instance <c>Bus</c>.</param>
    /// <exception cref="OptionsValidationException">A value cannot be read or is out of range; all failures are listed.</exception>
    public static T ReadChecked<T>(this IConfiguration configuration, string section)
        where T : class, new()
    {
        var source = new CheckedOptionsSource<T>(configuration, section);
        var options = new T();
        source.Configure(options);
        var result = source.Validate(null, options);
        return result.Failed ? throw new OptionsValidationException(section, typeof(T), result.Failures) : options;
    }
}
