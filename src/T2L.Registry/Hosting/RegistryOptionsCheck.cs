using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Options;
using Npgsql;
using T2L.Registry.Collection;
using T2L.Registry.Search;
using T2L.Registry.Signing;

namespace T2L.Registry.Hosting;

/// <summary>Words every mistake in the registry's configuration: key, value, what is expected, the default. All are reported together.</summary>
internal sealed class RegistryOptionsCheck
    : IValidateOptions<RegistryOptions>, IValidateOptions<StorageOptions>, IValidateOptions<BlobOptions>, IValidateOptions<CollectionOptions>, IValidateOptions<SigningOptions>
{
    public ValidateOptionsResult Validate(string? name, RegistryOptions options) =>
        Result([.. Ranges(options), .. ConnectionString(options.ConnectionString), .. Searcher(options.VectorSearch)]);

    public ValidateOptionsResult Validate(string? name, StorageOptions options) =>
        Result(string.IsNullOrWhiteSpace(options.Root) || options.Root.Contains('\0', StringComparison.Ordinal)
            ? [$"Storage:Root is '{options.Root}'; expected a directory (default .t2l)."]
            : []);

    public ValidateOptionsResult Validate(string? name, BlobOptions options) =>
        Result(options.Store switch
        {
            "Files" => [],
            "S3" => [.. S3Check.Faults(options.S3)],
            _ => [$"Blobs:Store is '{options.Store}'; expected Files or S3 (default Files)."],
        });

    public ValidateOptionsResult Validate(string? name, SigningOptions options) => Result([.. SigningKeys.Faults(options)]);

    public ValidateOptionsResult Validate(string? name, CollectionOptions options) => Result([.. Ranges(CollectionOptions.Section, options, new CollectionOptions())]);

    private static IEnumerable<string> Ranges(RegistryOptions options) => Ranges("Registry", options, new RegistryOptions());

    /// <summary>Numbers that are out of their range.</summary>
    internal static IEnumerable<string> Ranges<T>(string section, T options, T defaults)
    {
        foreach (var property in typeof(T).GetProperties())
        {
            if (property.GetCustomAttribute<RangeAttribute>() is { } range && !range.IsValid(property.GetValue(options)))
                yield return string.Create(CultureInfo.InvariantCulture,
                    $"{section}:{property.Name} is {property.GetValue(options)}; expected {range.Minimum} to {range.Maximum} (default {property.GetValue(defaults)}).");
        }
    }

    private static IEnumerable<string> Searcher(string name) => Enum.GetNames<VectorSearch>().Contains(name, StringComparer.OrdinalIgnoreCase)
        ? []
        : [$"Registry:VectorSearch is '{name}'; expected Auto, Memory or PgVector (default Auto)."];

    private static IEnumerable<string> ConnectionString(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            yield break;
        // The text itself is not repeated: it may hold a password.
        const string Expected = "expected for instance 'Host=db;Username=t2l;Password=...;Database=t2l', or nothing for the embedded server.";
        NpgsqlConnectionStringBuilder builder;
        string? fault = null;
        try
        {
            builder = new NpgsqlConnectionStringBuilder(text);
            fault = string.IsNullOrEmpty(builder.Host) ? "it names no Host" : string.IsNullOrEmpty(builder.Database) ? "it names no Database" : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException)
        {
            fault = e.Message.TrimEnd('.').Split('\n')[0];
        }

        if (fault is not null)
            yield return $"ConnectionStrings:Registry cannot be used: {fault}; {Expected}";
    }

    private static ValidateOptionsResult Result(IReadOnlyCollection<string> faults) =>
        faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
}
