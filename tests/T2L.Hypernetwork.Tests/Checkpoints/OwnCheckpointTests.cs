using System.Text.Json.Nodes;
using T2L.Adapters;
using T2L.Adapters.Safetensors;
using T2L.Hypernetwork.Checkpoints;
using T2L.Testing;

namespace T2L.Hypernetwork.Tests.Checkpoints;

public sealed class OwnCheckpointTests
{
    public static TheoryData<int> Networks => [.. Enumerable.Range(0, SmallNetworks.AllVariants().Count())];

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_round_trip_keeps_every_setting_and_every_bit(int index)
    {
        using var folder = new TemporaryDirectory();
        var checkpoint = SmallNetworks.Random(SmallNetworks.AllVariants().ElementAt(index) with
        {
            Modules = [.. SmallNetworks.Config().Modules.Reverse()],
            EmbeddingModel = "Alibaba-NLP/gte-large-en-v1.5",
            DeltaWeightScaling = 1.0 / 3,
            MultiTaskLora = "mt",
            LearnableOffset = true,
        });
        checkpoint.Write(folder.Path);
        var read = HypernetworkCheckpoint.Read(folder.Path);
        Assert.Equal(checkpoint.Config.Modules, read.Config.Modules);
        Assert.Equal(checkpoint.Config with { Modules = read.Config.Modules }, read.Config);
        Assert.Equal(checkpoint.State.AsEnumerable(), read.State.AsEnumerable());
    }

    [Fact]
    public void Writing_twice_replaces_both_files()
    {
        using var folder = new TemporaryDirectory();
        SmallNetworks.Random(SmallNetworks.Config()).Write(folder.Path);
        SmallNetworks.Random(SmallNetworks.Config(HeadVariant.M), seed: 2).Write(folder.Path);
        Assert.Equal(HeadVariant.M, HypernetworkCheckpoint.Read(folder.Path).Config.Variant);
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    [Theory]
    [InlineData("format", "\"other\"", AdapterFormatError.Unsupported, "expected format t2l-hypernetwork")]
    [InlineData("version", "2", AdapterFormatError.Unsupported, "version 1")]
    [InlineData("variant", "\"XL\"", AdapterFormatError.InvalidConfig, "variant is 'XL'; expected one of L, M, S, Split")]
    [InlineData("layers", "0", AdapterFormatError.InvalidConfig, "number of layers is 0; expected 1 to 1024")]
    [InlineData("layers", "\"many\"", AdapterFormatError.InvalidJson, "not the settings of a hypernetwork")]
    [InlineData("layers", "3000000000", AdapterFormatError.InvalidJson, "not the settings of a hypernetwork")]
    [InlineData("latent_size", "400", AdapterFormatError.MissingTensor, "")]
    [InlineData("modules", "[]", AdapterFormatError.InvalidConfig, "number of target modules is 0")]
    [InlineData("learnable_positions", "true", AdapterFormatError.InvalidConfig, "Learnable positions need a variant that writes one rank at a time")]
    [InlineData("delta_weight_scaling", "-1", AdapterFormatError.InvalidConfig, "delta_w_scaling is -1")]
    public void Refuses_settings_that_make_no_sense(string name, string value, AdapterFormatError error, string text)
    {
        using var folder = new TemporaryDirectory();
        SmallNetworks.Random(SmallNetworks.Config()).Write(folder.Path);
        var path = folder.File(HypernetworkLocation.OwnSettings);
        var settings = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        settings[name] = JsonNode.Parse(value);
        File.WriteAllText(path, settings.ToJsonString());
        var refusal = Assert.Throws<AdapterFormatException>(() => HypernetworkCheckpoint.Read(folder.Path));
        // A wrong size shows as the first tensor that does not have it.
        Assert.Equal(error == AdapterFormatError.MissingTensor ? AdapterFormatError.ShapeMismatch : error, refusal.Error);
        Assert.Contains(text, refusal.Message);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("")]
    public void Refuses_settings_that_are_none(string text)
    {
        using var folder = new TemporaryDirectory();
        SmallNetworks.Random(SmallNetworks.Config()).Write(folder.Path);
        File.WriteAllText(folder.File(HypernetworkLocation.OwnSettings), text);
        var refusal = Assert.Throws<AdapterFormatException>(() => HypernetworkCheckpoint.Read(folder.Path));
        Assert.StartsWith("hypernetwork.json: not the settings of a hypernetwork", refusal.Message);
    }

    [Fact]
    public void A_missing_weight_is_named()
    {
        using var folder = new TemporaryDirectory();
        var checkpoint = SmallNetworks.Random(SmallNetworks.Config());
        checkpoint.Write(folder.Path);
        SafetensorsWriter.Write(folder.File(HypernetworkLocation.OwnWeights), checkpoint.State.Where(t => t.Key != "mixer.1.weight"));
        var refusal = Assert.Throws<AdapterFormatException>(() => HypernetworkCheckpoint.Read(folder.Path));
        Assert.Equal("hypernetwork.safetensors: tensor 'mixer.1.weight' [48, 12] is missing.", refusal.Message);
    }
}
