using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using T2L.Contracts.Configuration;

namespace T2L.Contracts.Tests.Configuration;

public sealed class CheckedOptionsTests
{
    [Fact]
    public void Takes_defaults_from_an_empty_section()
    {
        var options = Configuration().ReadChecked<EngineSettings>("Inference");

        Assert.Equal(64, options.MaxResidentAdapters);
        Assert.Equal("auto", options.Device);
    }

    [Theory]
    [InlineData("MaxResidentAdapters", "0", "Inference:MaxResidentAdapters is 0; expected 1 to 4096 (default 64).")]
    [InlineData("MaxResidentAdapters", "many", "Inference:MaxResidentAdapters is 'many'; expected 1 to 4096 (default 64).")]
    [InlineData("MaxResidentAdapters", "1.5", "Inference:MaxResidentAdapters is 1.5; expected 1 to 4096 (default 64).")]
    [InlineData("MaxResidentAdapters", "99999999999", "Inference:MaxResidentAdapters is 99999999999; expected 1 to 4096 (default 64).")]
    [InlineData("Device", "gpu", "Inference:Device is 'gpu'; expected auto or cpu (default auto).")]
    [InlineData("Strict", "ja", "Inference:Strict is 'ja'; expected true or false (default false).")]
    [InlineData("BaseModel", "", "Inference:BaseModel is empty; expected the directory of a base model (default models/nano/base).")]
    [InlineData("Nested:Share", "2", "Inference:Nested:Share is 2; expected 0 to 1 (default 0.5).")]
    [InlineData("Nested:Share", "half", "Inference:Nested:Share is 'half'; expected 0 to 1 (default 0.5).")]
    public void Names_key_value_range_and_default(string key, string value, string expected)
    {
        var configuration = Configuration(($"Inference:{key}", value));

        var error = Assert.Throws<OptionsValidationException>(() => configuration.ReadChecked<EngineSettings>("Inference"));

        Assert.Equal(expected, error.Message);
    }

    [Fact]
    public void Reports_every_failure_together()
    {
        var configuration = Configuration(("Inference:MaxResidentAdapters", "0"), ("Inference:Device", "gpu"), ("Inference:Low", "9"));

        var error = Assert.Throws<OptionsValidationException>(() => configuration.ReadChecked<EngineSettings>("Inference"));

        Assert.Equal(3, error.Failures.Count());
        Assert.Contains("Inference:Low is 9, above Inference:High, which is 5.", error.Failures);
    }

    [Fact]
    public async Task Keeps_a_host_with_a_wrong_key_from_starting()
    {
        using var host = Host(("Inference:MaxResidentAdapters", "0"));

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Equal("Inference:MaxResidentAdapters is 0; expected 1 to 4096 (default 64).", error.Message);
    }

    [Fact]
    public void Registering_twice_reports_a_failure_once()
    {
        using var host = Host(("Inference:Device", "gpu"));

        var error = Assert.Throws<OptionsValidationException>(() => host.Services.GetRequiredService<IOptions<EngineSettings>>().Value);

        Assert.Single(error.Failures);
    }

    private static IHost Host(params (string Key, string Value)[] values)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(values.Select(value => KeyValuePair.Create(value.Key, (string?)value.Value)));
        builder.Services.AddCheckedOptions<EngineSettings>("Inference");
        builder.Services.AddCheckedOptions<EngineSettings>("Inference");
        return builder.Build();
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(value => KeyValuePair.Create(value.Key, (string?)value.Value)))
        .Build();

    private sealed class EngineSettings : IValidatableObject
    {
        [Range(1, 4096)]
        public int MaxResidentAdapters { get; set; } = 64;

        [OneOf("auto", "cpu")]
        public string Device { get; set; } = "auto";

        [Required(ErrorMessage = "the directory of a base model")]
        public string BaseModel { get; set; } = "models/nano/base";

        public bool Strict { get; set; }

        public int Low { get; set; } = 1;

        public int High { get; set; } = 5;

        public NestedSettings Nested { get; set; } = new();

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Low > High)
                yield return new ValidationResult($"Inference:Low is {Low}, above Inference:High, which is {High}.");
        }
    }

    private sealed class NestedSettings
    {
        [Range(0.0, 1.0)]
        public double Share { get; set; } = 0.5;
    }
}
