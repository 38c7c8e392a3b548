using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace T2L.Contracts.Configuration;

/// <summary>Fills options from their section and checks them; all failures are reported together.</summary>
/// <param name="configuration">The root of the configuration.</param>
/// <param name="section">The name of the section.</param>
internal sealed class CheckedOptionsSource<T>(IConfiguration configuration, string section)
    : IConfigureOptions<T>, IValidateOptions<T>
    where T : class
{
    public void Configure(T options)
    {
        var values = configuration.GetSection(section);
        // The binder stops at the first value it cannot convert and names a .NET type; look at all of them first.
        var unreadable = OptionsCheck.Unreadable(options, values).ToArray();
        if (unreadable.Length > 0)
            throw new OptionsValidationException(section, typeof(T), unreadable);
        values.Bind(options);
    }

    public ValidateOptionsResult Validate(string? name, T options)
    {
        var failures = OptionsCheck.Failures(options, section).ToArray();
        return failures.Length > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
