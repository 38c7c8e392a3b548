using T2L.Adapters.Peft;
using T2L.Adapters.Safetensors;

namespace T2L.Adapters.Tests.Hostile;

public class HostilePeftTests
{
    public static TheoryData<string> Configs => Refusal.Names(HostileConfigs.All);

    public static TheoryData<string> Manifests => Refusal.Names(HostileManifests.All);

    public static TheoryData<string> Adapters => Refusal.Names(HostileAdapters.All);

    [Theory, MemberData(nameof(Configs))]
    public void Refuses_configuration(string name)
    {
        var refusal = Refusal.Of(HostileConfigs.All.Single(f => f.Name == name), bytes => PeftConfigFile.Parse(bytes));
        Assert.StartsWith("adapter_config.json: ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Manifests))]
    public void Refuses_manifest(string name) =>
        Refusal.Of(HostileManifests.All.Single(f => f.Name == name), bytes => AdapterManifest.Parse(bytes));

    [Theory, MemberData(nameof(Adapters))]
    public void Refuses_adapter(string name)
    {
        var refusal = Refusal.Of(HostileAdapters.All.Single(f => f.Name == name), bytes => PeftDirectory.FromFiles(HostileAdapters.Files(bytes)));
        Assert.StartsWith("adapter_model.safetensors: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_adapter_without_a_lie_is_read() =>
        Assert.Single(PeftDirectory.FromFiles(HostileAdapters.Files(SafetensorsWriter.ToBytes(HostileAdapters.Good))).Modules);

    [Theory, InlineData("adapter_config.json"), InlineData("adapter_model.safetensors")]
    public void Refuses_an_adapter_without_one_of_its_files(string missing)
    {
        var files = HostileAdapters.Files(SafetensorsWriter.ToBytes(HostileAdapters.Good));
        files.Remove(missing);
        var refusal = Assert.Throws<AdapterFormatException>(() => PeftDirectory.FromFiles(files));
        Assert.Equal(AdapterFormatError.FileMissing, refusal.Error);
        Assert.StartsWith($"{missing}: an adapter needs this file; got adapter_", refusal.Message, StringComparison.Ordinal);
    }
}
