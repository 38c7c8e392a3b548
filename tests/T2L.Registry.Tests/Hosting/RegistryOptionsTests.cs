using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using T2L.Registry.Blobs;
using T2L.Registry.Hosting;

namespace T2L.Registry.Tests.Hosting;

public sealed class RegistryOptionsTests
{
    [Fact]
    public void Every_mistake_in_the_store_of_a_service_is_named_and_no_key_is_repeated()
    {
        var faults = Faults<BlobOptions>(
            ("Blobs:Store", "S3"), ("Blobs:S3:Bucket", "No"), ("Blobs:S3:Endpoint", "minio:9000"), ("Blobs:S3:Prefix", "../x/"), ("Blobs:S3:SecretKey", "hush"), ("Blobs:S3:PartBytes", "1"));

        Assert.Equal(["Bucket", "Endpoint", "Prefix", "AccessKey", "PartBytes"], faults.Select(fault => fault.Split(' ')[0].Split(':')[2]));
        Assert.DoesNotContain(faults, fault => fault.Contains("hush", StringComparison.Ordinal));
        var fine = new BlobOptions { Store = "S3", S3 = new S3Options { Bucket = "adapters", Endpoint = "https://minio:9000", AccessKey = "a", SecretKey = "b" } };
        Assert.True(new RegistryOptionsCheck().Validate(null, fine).Succeeded);
    }

    [Fact]
    public void Without_configuration_everything_is_below_the_t2l_directory_and_embedded()
    {
        using var services = Services();

        var options = services.GetRequiredService<IOptions<RegistryOptions>>().Value;
        Assert.Equal(("", 0, 30, 60),
            (options.ConnectionString, options.ConnectWaitSeconds, options.CommandTimeoutSeconds, options.EmbeddedStartSeconds));
        var paths = services.GetRequiredService<RegistryPaths>();
        Assert.Equal(Path.GetFullPath(".t2l/postgres"), paths.Postgres);
        Assert.Equal(Path.GetFullPath(".t2l/blobs"), paths.Blobs);
    }

    [Fact]
    public void Relative_directories_start_at_the_hosts_content_root()
    {
        using var services = Services(("contentRoot", "/srv/t2l"), ("Storage:Root", "state"), ("Blobs:Root", "../store"));

        var paths = services.GetRequiredService<RegistryPaths>();
        Assert.Equal("/srv/t2l/state/postgres", paths.Postgres);
        Assert.Equal("/srv/store", paths.Blobs);
        Assert.Equal("/srv/store", services.GetRequiredService<IBlobStore>().Location);
    }

    [Fact]
    public void Configured_values_arrive()
    {
        using var services = Services(
            ("ConnectionStrings:Registry", "Host=db;Database=t2l"), ("Registry:ConnectWaitSeconds", "20"), ("Registry:CommandTimeoutSeconds", "5"));

        var options = services.GetRequiredService<IOptions<RegistryOptions>>().Value;
        Assert.Equal(("Host=db;Database=t2l", 20, 5), (options.ConnectionString, options.ConnectWaitSeconds, options.CommandTimeoutSeconds));
    }

    [Theory]
    [InlineData("ConnectWaitSeconds", "-1", "Registry:ConnectWaitSeconds is -1; expected 0 to 600 (default 0).")]
    [InlineData("ConnectWaitSeconds", "601", "Registry:ConnectWaitSeconds is 601; expected 0 to 600 (default 0).")]
    [InlineData("CommandTimeoutSeconds", "0", "Registry:CommandTimeoutSeconds is 0; expected 1 to 3600 (default 30).")]
    [InlineData("EmbeddedStartSeconds", "4", "Registry:EmbeddedStartSeconds is 4; expected 5 to 3600 (default 60).")]
    public void A_number_out_of_range_is_named_with_its_range_and_default(string key, string value, string expected) =>
        Assert.Equal([expected], Faults<RegistryOptions>(("Registry:" + key, value)));

    [Theory]
    [InlineData("Database=t2l", "it names no Host")]
    [InlineData("Host=db", "it names no Database")]
    [InlineData("Host=db;Database=t2l;Frobnicate=yes", "Couldn't set frobnicate")]
    [InlineData("Host=db;Database=t2l;Port=many", "Couldn't set port")]
    [InlineData("just words", "Format of the initialization string")]
    public void A_connection_string_that_cannot_be_read_is_explained(string text, string reason)
    {
        var fault = Assert.Single(Faults<RegistryOptions>(("ConnectionStrings:Registry", text)));

        Assert.StartsWith($"ConnectionStrings:Registry cannot be used: {reason}", fault, StringComparison.Ordinal);
        Assert.Contains("expected for instance 'Host=db;", fault, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault);
    }

    [Fact]
    public void A_connection_string_with_a_mistake_does_not_show_its_password() =>
        Assert.DoesNotContain("hunter2", Assert.Single(Faults<RegistryOptions>(("ConnectionStrings:Registry", "Host=db;Password=hunter2"))), StringComparison.Ordinal);

    [Fact]
    public void All_mistakes_are_reported_together() =>
        Assert.Equal(3, Faults<RegistryOptions>(
            ("Registry:ConnectWaitSeconds", "-1"), ("Registry:CommandTimeoutSeconds", "0"), ("ConnectionStrings:Registry", "Host=db")).Count);

    [Fact]
    public void An_unknown_store_and_an_empty_root_are_named()
    {
        Assert.Equal(["Blobs:Store is 'Tape'; expected Files or S3 (default Files)."], Faults<BlobOptions>(("Blobs:Store", "Tape")));
        Assert.Equal(["Storage:Root is ' '; expected a directory (default .t2l)."], Faults<StorageOptions>(("Storage:Root", " ")));
    }

    private static List<string> Faults<T>(params (string Key, string Value)[] settings)
        where T : class
    {
        using var services = Services(settings);
        return [.. Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<T>>().Value).Failures];
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(x => KeyValuePair.Create(x.Key, (string?)x.Value))).Build();
        return new ServiceCollection().AddRegistry(configuration).BuildServiceProvider();
    }
}
