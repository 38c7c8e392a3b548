using System.Text.Json.Nodes;
using T2L.Training.Recipes;

namespace T2L.Training.Tests.Recipes;

public sealed class RecordedSettingsTests
{
    private static readonly SftOptions Sft = new() { BaseModel = "/a/base", Encoder = "/a/encoder", Output = "/a/out", Work = "/a/work" };
    private static readonly Dictionary<string, string> Sources = new() { [RunSources.BaseModel] = "sha256:1", [RunSources.Encoder] = "sha256:2" };

    [Fact]
    public void A_run_is_the_same_wherever_its_folders_lie() => Assert.Equal(
        RecordedSettings.Fingerprint(Sft, Sources), RecordedSettings.Fingerprint(Sft with { BaseModel = "/b/base", Encoder = "e", Output = "o", Work = null }, Sources));

    [Fact]
    public void It_is_another_where_a_folder_was_filled_anew() => Assert.NotEqual(
        RecordedSettings.Fingerprint(Sft, Sources), RecordedSettings.Fingerprint(Sft, new Dictionary<string, string>(Sources) { [RunSources.Encoder] = "sha256:3" }));

    [Fact]
    public void A_list_of_modules_is_known_by_what_is_in_it()
    {
        var recipe = new OracleOptions { BaseModel = "base", Output = "out" };
        string Print(IReadOnlyList<string> modules) => RecordedSettings.Fingerprint(recipe with { TargetModules = modules }, RunSources.Of());

        Assert.Equal(Print(["q_proj", "v_proj"]), Print(new List<string> { "q_proj", "v_proj" }));
        Assert.NotEqual(Print(["q_proj", "v_proj"]), Print(["q_proj"]));
    }

    [Fact]
    public void A_record_has_every_setting_but_circumstances()
    {
        var settings = RecordedSettings.Of(Sft with { Seed = 3, Workers = 7 });

        Assert.Equal(0.5, (double)settings["embedding_noise"]!);
        Assert.Equal(["output", "work", "seed", "workers", "base_model", "encoder"], new[] { "output", "work", "seed", "workers", "base_model", "encoder" }.Where(key => !settings.ContainsKey(key)));
    }

    [Theory]
    [InlineData("{}", 512)]
    [InlineData("{\"descriptions_per_task\": 128}", 128)]
    [InlineData("{\"descriptions_per_task\": \"many\"}", null)]
    public void What_a_record_leaves_out_was_the_default(string recorded, int? expected) =>
        Assert.Equal(expected, RecordedSettings.Value<int>("sft", JsonNode.Parse(recorded)!.AsObject(), "descriptions_per_task"));
}
