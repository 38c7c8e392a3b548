using T2L.Cli.Commands.Training;
using T2L.Cli.Tests.Support;
using T2L.Testing;
using T2L.Training.Recipes;

namespace T2L.Cli.Tests.Commands.Training;

[Collection(OneConsole.Name)]
public sealed class TrainOptionsTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [Theory]
    [InlineData("", 5)]
    [InlineData("--seed 7", 7)]
    [InlineData("--seed 0", 0)]
    public void The_seed_of_a_file_holds_unless_the_command_line_says_another(string said, int expected)
    {
        File.WriteAllText(_folder.File("settings.yaml"), "seed: 5\n");

        var parsed = TrainLm.Create().Parse($"--out {_folder.File("out")} --config {_folder.File("settings.yaml")} {said}");

        Assert.Equal(expected, TrainOptions.Settings<LanguageModelOptions>(parsed).Seed);
    }

    [Fact]
    public void Without_either_it_is_the_recipes() =>
        Assert.Equal(0, TrainOptions.Settings<LanguageModelOptions>(TrainLm.Create().Parse($"--out {_folder.File("out")}")).Seed);

    [Fact]
    public void The_command_line_names_the_number_of_workers()
    {
        Assert.Equal(3, TrainOptions.Settings<LanguageModelOptions>(TrainLm.Create().Parse($"--out {_folder.File("out")} --workers 3")).Workers);
        Assert.Equal(1, TrainOptions.Settings<EncoderOptions>(TrainEncoder.Create().Parse($"--out {_folder.File("out")}")).Workers);
    }

    [Fact]
    public async Task The_whole_world_takes_it_too() =>
        (await ProgramRun.InProcessAsync("train", "nano", "--out", _folder.File("out"), "--workers", "0")).Refuses(2, "Workers of the nano world is 0");

    [Theory]
    [InlineData("7")]
    [InlineData("XL")]
    public async Task A_kind_of_hypernetwork_that_is_none_is_refused(string variant) =>
        (await ProgramRun.InProcessAsync("train", "sft", "--base", "b", "--encoder", "e", "--out", _folder.File("out"), "--variant", variant)).Refuses(2, "variant");

    [Fact]
    public async Task No_training_task_at_all_is_refused() =>
        (await ProgramRun.InProcessAsync("train", "oracle", "--base", "b", "--out", _folder.File("out"), "--training-tasks", "0")).Refuses(2, "training tasks is 0; expected at least 1.");

    [Fact]
    public async Task Settings_out_of_range_are_refused_before_models_are_loaded() =>
        (await ProgramRun.InProcessAsync("train", "sft", "--base", "/nowhere", "--encoder", "e", "--out", _folder.File("out"), "--steps", "0")).Refuses(2, "Steps of supervised fine-tuning is 0");

    public void Dispose() => _folder.Dispose();
}
