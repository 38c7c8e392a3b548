using System.Text.Json;
using T2L.Adapters.Peft;
using T2L.Testing;

namespace T2L.Adapters.Tests.Peft;

/// <summary>Adapters that PEFT wrote: t2l in the form of version 0.15.2, lm by version 0.13.2.</summary>
public class PeftGoldenTests
{
    [GoldenTheory("t2l"), MemberData(nameof(Directories), "t2l")]
    public void Rewrites_t2l_adapters_byte_for_byte(string directory)
    {
        foreach (var file in PeftDirectory.ToFiles(PeftDirectory.Read(directory)))
            Assert.Equal(File.ReadAllBytes(Path.Combine(directory, file.Name)), file.Bytes);
    }

    // Version 0.13.2 has fewer fields, and PEFT's own writer adds the metadata {"format":"pt"}: the values stay, the bytes need not.
    [GoldenTheory("lm"), MemberData(nameof(Directories), "lm")]
    public void Keeps_lm_adapters_through_writing_and_reading(string directory)
    {
        var adapter = PeftDirectory.Read(directory);
        var again = PeftDirectory.FromFiles(PeftDirectory.ToFiles(adapter).ToDictionary(f => f.Name, f => (ReadOnlyMemory<byte>)f.Bytes));
        Assert.Equal(adapter.Config, again.Config);
        Assert.Equal(adapter.Modules, again.Modules);
    }

    [GoldenTheory("lm"), MemberData(nameof(Scaled))]
    public void Resolves_rank_alpha_and_scaling_of_every_module_as_PEFT_does(string directory)
    {
        var config = PeftDirectory.Read(directory).Config;
        var modules = Scaling(directory)!.Value.EnumerateObject().ToArray();

        Assert.NotEmpty(modules);
        foreach (var module in modules)
        {
            Assert.Equal(module.Value.GetProperty("r").GetInt32(), config.RankFor(module.Name));
            Assert.Equal(module.Value.GetProperty("alpha").GetDouble(), config.AlphaFor(module.Name));
            Assert.Equal(module.Value.GetProperty("scaling").GetDouble(), config.ScalingFor(module.Name), 1e-12);
        }
    }

    /// <summary>The adapters whose case says what every module resolves to.</summary>
    public static TheoryData<string> Scaled() => new(Paths("lm").Where(d => Scaling(d) is not null));

    public static TheoryData<string> Directories(string family) => new(Paths(family));

    private static IEnumerable<string> Paths(string family) =>
        Directory.Exists(Repository.Family(family))
            ? Directory.EnumerateFiles(Repository.Family(family), PeftDirectory.WeightsName, SearchOption.AllDirectories)
                .Select(f => Path.GetDirectoryName(f)!).Order(StringComparer.Ordinal)
            : [];

    private static JsonElement? Scaling(string directory)
    {
        using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(directory, "..", "expected.json")));
        return expected.RootElement.TryGetProperty(Path.GetFileName(directory), out var adapter) && adapter.TryGetProperty("scaling", out var modules)
            ? modules.Clone()
            : null;
    }
}
