using Microsoft.Extensions.Configuration;
using T2L.Contracts.Configuration;
using T2L.Contracts.Messaging;
using T2L.Registry.Aliases;
using T2L.Registry.Collection;
using T2L.Registry.Hosting;
using T2L.Registry.Signing;
using T2L.Testing;
using T2L.Worker.Generation;
using T2L.Worker.Serving;

namespace T2L.Api.Tests;

public sealed class AppSettingsTests
{
    private static readonly IConfiguration Settings =
        new ConfigurationBuilder().AddJsonFile(Path.Combine(Repository.Root, "appsettings.json")).Build();

    [Fact]
    public void Shows_every_key_with_its_default()
    {
        Shows<ApiOptions>("Api");
        Shows<BusOptions>("Bus");
        Shows<GenerationOptions>("Generation");
        Shows<InferenceOptions>("Inference");
        Shows<StorageOptions>("Storage");
        Shows<BlobOptions>("Blobs");
        Shows<CollectionOptions>("Collection");
        Shows<SigningOptions>("Signing");
        Shows<RegistryOptions>("Registry", except: "ConnectionString");
        Assert.Equal("", Settings["ConnectionStrings:Registry"]);
    }

    [Fact]
    public void Shows_the_rule_of_champion_without_a_least_value()
    {
        var rule = new AliasRules().Of("champion");

        Assert.Equal(
            [("Metric", rule.Metric), ("NotBelowCurrent", $"{rule.NotBelowCurrent}"), ("Protected", $"{rule.Protected}"), ("Suite", rule.Suite)],
            Settings.GetSection("Aliases:champion").GetChildren().Select(value => (value.Key, value.Value!)).Order());
        Assert.Null(rule.AtLeast);
    }

    [Fact]
    public void Passes_its_own_checks()
    {
        Settings.ReadChecked<ApiOptions>("Api");
        Settings.ReadChecked<BusOptions>("Bus");
        Settings.ReadChecked<GenerationOptions>("Generation");
        Settings.ReadChecked<InferenceOptions>("Inference");
    }

    private static void Shows<T>(string section, string? except = null)
        where T : new()
    {
        var expected = Values(new T(), section).Where(value => except is null || !value.Key.EndsWith(except, StringComparison.Ordinal));
        var shown = Settings.GetSection(section).AsEnumerable().Where(value => value.Value is not null).Select(value => (value.Key, value.Value!));

        Assert.Equal(expected.Order(), shown.Order());
    }

    private static IEnumerable<(string Key, string Value)> Values(object options, string path) =>
        options.GetType().GetProperties().Where(property => property.CanWrite).SelectMany(property =>
        {
            var (key, value) = ($"{path}:{property.Name}", property.GetValue(options)!);
            return value is string or ValueType ? [(key, FormattableString.Invariant($"{value}"))] : Values(value, key);
        });
}
