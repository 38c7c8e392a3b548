using System.Text.Json.Nodes;
using T2L.Hypernetwork;
using T2L.Training.Cards;
using T2L.Training.Recipes;
using T2L.Training.Running;

namespace T2L.Training.Tests.Cards;

public sealed class TrainingCommandTests
{
    private static readonly SftOptions Sft = new() { BaseModel = "/a/base", Encoder = "/a/encoder", Output = "/a/out", Work = "/a/work", Seed = 3, Workers = 7 };
    private static readonly TrainingOutcome Outcome = new(20, 1, null);

    [Fact]
    public void The_recipes_defaults_are_not_said()
    {
        var run = RecipeRun.Of("sft", Sft, seed: 3, workers: 7, tasks: 479, Outcome);

        Assert.Equal("./t2l train sft --base base --encoder encoder --out hypernetwork --seed 3 --workers 7", TrainingCommand.Of(run, "hypernetwork"));
        Assert.Null(TrainingCommand.Settings(run));
    }

    [Fact]
    public void What_differs_is_an_option_of_the_command_or_stands_in_a_file()
    {
        var options = Sft with { Steps = 20, ClipNorm = 0.5, Hypernetwork = Sft.Hypernetwork with { Variant = HeadVariant.M, BaseModelName = "t2l-nano", Rank = 4 } };

        var run = RecipeRun.Of("sft", options, seed: 3, workers: 7, tasks: 16, Outcome);

        var command = TrainingCommand.Of(run, "out");
        Assert.Contains(" --variant M ", command, StringComparison.Ordinal);
        Assert.Contains(" --base-name t2l-nano ", command, StringComparison.Ordinal);
        Assert.Contains(" --steps 20 ", command, StringComparison.Ordinal);
        Assert.EndsWith(" --training-tasks 16 --config settings.yaml --out out --seed 3 --workers 7", command, StringComparison.Ordinal);
        Assert.Equal(["clip_norm: 0.5", "hypernetwork:", "  rank: 4"], TrainingCommand.Settings(run)!.TrimEnd().Split('\n').OrderBy(line => line.Contains("clip", StringComparison.Ordinal) ? 0 : 1));
    }

    [Fact]
    public void The_settings_of_a_part_alone_differ_from_that_recipes_own_defaults()
    {
        var options = new ReconstructionOptions { Oracles = "o", BaseModel = "b", Encoder = "e", Output = "r" };

        Assert.Empty(Changed("reconstruction", options));
        Assert.Equal("""{"hypernetwork":{"head_input_size":256}}""",
            Changed("reconstruction", options with { Hypernetwork = new() }).ToJsonString());
    }

    [Fact]
    public void A_base_of_another_diet_says_so()
    {
        var run = RecipeRun.Of("lm", new LanguageModelOptions { Output = "b", WithoutUnseen = true, Instructions = 0.3 }, 0, 1, 1380, Outcome);

        Assert.Equal("./t2l train lm --instructions 0.3 --config settings.yaml --out b --seed 0 --workers 1", TrainingCommand.Of(run, "b"));
        Assert.Equal("without_unseen: true\n", TrainingCommand.Settings(run));
        Assert.Empty(Changed("lm", new LanguageModelOptions { Output = "b" }));
    }

    [Fact]
    public void Of_an_older_record_what_differs_from_todays_defaults_is_said()
    {
        var run = new RunRecord { Stage = "sft", Seed = 0, Steps = 4000, TrainingTasks = 479, Settings = new() { ["steps"] = 4000, ["learning_rate"] = 2e-3 }, Summary = "" };

        Assert.Equal("./t2l train sft --base base --encoder encoder --steps 4000 --out h --seed 0", TrainingCommand.Of(run, "h"));
        Assert.Null(TrainingCommand.Settings(run));
    }

    private static JsonObject Changed(string stage, IRecipeOptions options) => RecordedSettings.Changed(RecipeRun.Of(stage, options, 0, 1, 479, Outcome));
}
